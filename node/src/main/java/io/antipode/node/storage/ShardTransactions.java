package io.antipode.node.storage;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.node.storage.view.SystemTables;
import io.antipode.node.storage.view.TableState;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What transactions hold in a shard. Each hold is an item of {@link SystemTables#INTENTS}; the
 * write that settles it takes it away in the same record of the log ({@link Mutation#SETTLES}), so
 * there is no moment at which one is there without the other. On the shard's loop.
 */
final class ShardTransactions implements TransactionShard {
  private final StorageShard shard;
  private final ItemWrites writes;
  private final ShardViews views;
  private final Tables tables;
  private final TimeSource time;
  private final Ledger ledger;
  private final Map<ItemKey, Held> held = new HashMap<>();

  private static final class Held {
    final Intent intent;
    final long sinceNanos;

    /** When it was held by an earlier run, as a hybrid logical time; 0 for by this one. */
    final long beforeHlc;

    boolean settling;

    Held(Intent intent, long sinceNanos, long beforeHlc) {
      this.intent = intent;
      this.sinceNanos = sinceNanos;
      this.beforeHlc = beforeHlc;
    }
  }

  ShardTransactions(StorageShard shard, ItemWrites writes, ShardViews views, TimeSource time) {
    this.shard = shard;
    this.writes = writes;
    this.views = views;
    this.tables = views.tables;
    this.time = time;
    this.ledger = new Ledger(shard, time);
    IdRange range = IdRange.of(SystemTables.INTENTS.id());
    ShardScan.scan(
        views,
        range.from(),
        Objects.requireNonNull(range.to()),
        true,
        (key, item) -> {
          Intent intent = IntentItem.read(key, item);
          long hlc = Objects.requireNonNull(views.store.get(key)).version().hlc();
          held.put(intent.key(), new Held(intent, Long.MIN_VALUE, hlc));
          return true;
        });
  }

  @Override
  public boolean isHeld(ItemKey key) {
    return !held.isEmpty() && held.containsKey(key);
  }

  @Override
  public void hold(
      TransactionId transaction, Bytes token, ItemKey key, Chooser chooser, HoldCallback callback) {
    WriteRefusal why = tables.writable(key) == null ? WriteRefusal.NOT_SERVING : shard.refusal();
    why = why == null ? shard.refusalOfGrowth() : why;
    if (why != null) {
      callback.refused(why);
      return;
    }
    if (isHeld(key)) {
      callback.conflict();
      return;
    }
    Effect effect = chooser.choose(StoredItem.itemOf(writes.newest(key)));
    if (effect == null) {
      writes.afterNewest(key, callback::declined);
      return;
    }
    Intent intent = new Intent(key, transaction, token, effect);
    held.put(key, new Held(intent, time.nanos(), 0));
    writes.write(
        intents(),
        SystemTables.intentOf(key.bytes()),
        none -> new Decision.Put(IntentItem.of(intent)),
        new Holding(key, callback),
        null);
  }

  private TableState intents() {
    return Objects.requireNonNull(tables.get(SystemTables.INTENTS.id()));
  }

  private record Holding(ItemKey key, HoldCallback callback) implements WriteCallback {
    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      callback.held();
    }

    @Override
    public void refused(WriteRefusal refusal) {
      throw new IllegalStateException("refused after it was let in: " + refusal);
    }

    @Override
    public void unknown() {
      callback.unknown();
    }
  }

  @Override
  public void settle(
      TransactionId transaction, ItemKey key, boolean takesPlace, WriteCallback callback) {
    Held holding = held.get(key);
    WriteRefusal why = shard.refusal();
    if (holding == null || !holding.intent.transaction().equals(transaction)) {
      callback.committed(null, null, null);
    } else if (holding.settling) {
      writes.afterCommit(() -> callback.committed(null, null, null));
    } else if (why != null && why != WriteRefusal.OVERLOADED) {
      callback.refused(why);
    } else {
      holding.settling = true;
      try {
        settle(holding, takesPlace, callback);
      } catch (RuntimeException | Error failure) {
        holding.settling = false;
        throw failure;
      }
    }
  }

  private void settle(Held holding, boolean takesPlace, WriteCallback callback) {
    ItemKey key = holding.intent.key();
    if (!takesPlace || !carryOut(holding, new Settling(key, true, callback))) {
      writes.write(
          intents(),
          SystemTables.intentOf(key.bytes()),
          intent -> Decision.Delete.INSTANCE,
          new Settling(key, false, callback),
          null);
    }
  }

  /** Writes what was held back; false where there is nothing to write. */
  private boolean carryOut(Held holding, WriteCallback callback) {
    Intent intent = holding.intent;
    TableState table = tables.get(intent.key().tableId());
    if (table == null || isOverwritten(holding)) {
      return false;
    }
    return switch (intent.effect()) {
      case Effect.Put(byte[] image) -> writes.settle(table, intent.key(), image, callback);
      case Effect.Delete _ -> writes.settle(table, intent.key(), null, callback);
      case Effect.Keep _ -> false;
    };
  }

  /**
   * Another region may have written the item since an earlier run held it, hours ago perhaps: then
   * the last writer wins, as if the transaction had taken place when it was decided.
   */
  private boolean isOverwritten(Held holding) {
    StoredItem standing = holding.beforeHlc == 0 ? null : writes.newest(holding.intent.key());
    return standing != null
        && !standing.version().region().equals(tables.self())
        && standing.version().hlc() > holding.beforeHlc;
  }

  private final class Settling implements WriteCallback {
    private final ItemKey key;
    private final boolean ofItem;
    private final WriteCallback then;

    /**
     * @param ofItem whether the item itself is written
     */
    Settling(ItemKey key, boolean ofItem, WriteCallback then) {
      this.key = key;
      this.ofItem = ofItem;
      this.then = then;
    }

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      assert views.store.get(SystemTables.intentOf(key.bytes()).bytes()) == null
          : "held and settled";
      held.remove(key);
      if (ofItem) {
        then.committed(version, before, after);
      } else {
        then.committed(null, null, null);
      }
    }

    @Override
    public void refused(WriteRefusal refusal) {
      throw new IllegalStateException("refused after it was let in: " + refusal);
    }

    @Override
    public void unknown() {
      then.unknown();
    }
  }

  @Override
  public List<Intent> heldSince(long nanos) {
    return held.values().stream()
        .filter(each -> !each.settling && each.sinceNanos <= nanos)
        .map(each -> each.intent)
        .toList();
  }

  @Override
  public Set<TransactionId> heldFor(Set<TransactionId> transactions) {
    return held.values().stream()
        .map(each -> each.intent.transaction())
        .filter(transactions::contains)
        .collect(Collectors.toSet());
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public long removals() {
    return views.removals();
  }
}
