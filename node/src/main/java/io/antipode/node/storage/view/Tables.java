package io.antipode.node.storage.view;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.ItemKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables and indexes that a shard serves, by the newest catalog that it was told. */
public final class Tables {
  private final Region self;
  private final SecondaryIndex.Compiler compiler;
  private final Map<Long, TableState> present = new HashMap<>();
  private final Map<Long, SecondaryIndex> indexes = new HashMap<>();
  private Set<Long> deleted = Set.of();

  /** Nearly every lookup is for the same table as the last. */
  private @Nullable TableState last;

  private boolean replicated;

  /** Records newer than this may be asked for by a stream's readers; null where no stream is. */
  private boolean streamed;

  private long lastStreamEndMs;

  private List<TableInfo> expiring = List.of();

  /** What a new catalog brought. */
  public record Changes(
      List<Long> droppedTables, List<SecondaryIndex> droppedIndexes, List<SecondaryIndex> added) {}

  public Tables(Region self, SecondaryIndex.Compiler compiler) {
    this.self = self;
    this.compiler = compiler;
    SystemTables.all().forEach(info -> present.put(info.id(), new TableState(info)));
  }

  public Region self() {
    return self;
  }

  /** The state of a table that is present, else null. */
  public @Nullable TableState get(long tableId) {
    TableState cached = last;
    if (cached != null && cached.info.id() == tableId) {
      return cached;
    }
    TableState found = present.get(tableId);
    if (found != null) {
      last = found;
    }
    return found;
  }

  /** The state of a key's table, if clients may write to it here. */
  public @Nullable TableState writable(ItemKey key) {
    TableState table = get(key.tableId());
    return table != null && table.info.writable() ? table : null;
  }

  /** Whether the table is known to have been deleted here. */
  public boolean wasDeleted(long tableId) {
    return deleted.contains(tableId);
  }

  public @Nullable SecondaryIndex index(long indexId) {
    return indexes.get(indexId);
  }

  public Collection<TableState> all() {
    return present.values();
  }

  /** How many items the tables of the catalog hold. */
  public long items() {
    return listed().mapToLong(table -> table.items).sum();
  }

  /** How many tombstones they hold. */
  public long tombstones() {
    return listed().mapToLong(table -> table.tombstones).sum();
  }

  private Stream<TableState> listed() {
    return present.values().stream().filter(table -> !SystemTables.has(table.info.id()));
  }

  public Collection<SecondaryIndex> allIndexes() {
    return indexes.values();
  }

  /** The tables that clients may write to here and whose time to live is on. */
  public List<TableInfo> expiring() {
    return expiring;
  }

  /** Tables whose time to live has been switched off, which nobody has been told of yet. */
  public List<TableInfo> expiringNoMore() {
    return present.values().stream()
        .map(table -> table.info)
        .filter(info -> info.expiryOff() != 0)
        .toList();
  }

  /** Whether some table has replicas. */
  public boolean anyReplicated() {
    return replicated;
  }

  /**
   * Whether some stream's records, none older than {@code retentionMs}, have to be kept at a time.
   */
  public boolean anyStream(long nowMs, long retentionMs) {
    return streamed || lastStreamEndMs + retentionMs > nowMs;
  }

  /**
   * Takes a catalog; what is gone is forgotten here at once, its keys are the caller's to remove.
   */
  public Changes update(CatalogView catalog) {
    Set<Long> nowDeleted = new HashSet<>();
    Map<Long, SecondaryIndex> nowIndexes = new HashMap<>();
    Set<Long> nowPresent = new HashSet<>();
    replicated = false;
    streamed = false;
    for (TableDescriptor table : catalog.all()) {
      if (table.status() == TableStatus.DELETED) {
        nowDeleted.add(table.id());
      } else {
        nowPresent.add(table.id());
        take(table, nowIndexes);
      }
    }
    List<Long> droppedTables =
        present.keySet().stream()
            .filter(id -> !nowPresent.contains(id) && !SystemTables.has(id))
            .toList();
    droppedTables.forEach(present::remove);
    List<SecondaryIndex> droppedIndexes = missing(indexes, nowIndexes);
    List<SecondaryIndex> added = missing(nowIndexes, indexes);
    indexes.clear();
    indexes.putAll(nowIndexes);
    deleted = nowDeleted;
    last = null;
    expiring =
        present.values().stream()
            .map(table -> table.info)
            .filter(info -> info.writable() && info.expiry() != null)
            .toList();
    return new Changes(droppedTables, droppedIndexes, added);
  }

  private void take(TableDescriptor table, Map<Long, SecondaryIndex> nowIndexes) {
    TableInfo info = TableInfo.of(table, self, compiler);
    TableState state = present.get(table.id());
    if (state == null) {
      present.put(table.id(), new TableState(info));
    } else {
      state.info = info;
    }
    replicated |= info.replicated();
    for (StreamDescriptor stream : table.local().streams()) {
      streamed |= stream.enabled();
      lastStreamEndMs = Math.max(lastStreamEndMs, stream.disabledAtMs());
    }
    for (KinesisDestination destination : table.local().destinations()) {
      streamed |= destination.enabled();
      lastStreamEndMs = Math.max(lastStreamEndMs, destination.disabledAtMs());
    }
    info.indexes().forEach(index -> nowIndexes.put(index.id(), index));
  }

  private static List<SecondaryIndex> missing(
      Map<Long, SecondaryIndex> of, Map<Long, SecondaryIndex> in) {
    List<SecondaryIndex> missing = new ArrayList<>();
    of.forEach(
        (id, index) -> {
          if (!in.containsKey(id)) {
            missing.add(index);
          }
        });
    return missing;
  }
}
