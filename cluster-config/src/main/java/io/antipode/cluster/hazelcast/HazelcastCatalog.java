package io.antipode.cluster.hazelcast;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptorCodec;
import io.antipode.cluster.catalog.TableStatus;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The tables of a region in a {@link MetadataMap}, one entry per table id. */
final class HazelcastCatalog implements Catalog {
  private final MetadataMap tables;
  private final CopyOnWriteArrayList<Consumer<CatalogView>> listeners =
      new CopyOnWriteArrayList<>();

  /** Replaced on the metadata thread, read on any. */
  private volatile CatalogView view;

  HazelcastCatalog(MetadataMap tables) {
    this.tables = tables;
    this.view =
        CatalogView.of(
            tables.payloads().values().stream().map(TableDescriptorCodec::decode).toList());
    tables.listen((key, payload) -> changed(TableDescriptorCodec.decode(payload)));
  }

  @Override
  public CatalogView view() {
    return view;
  }

  @Override
  public CompletionStage<TableDescriptor> update(
      long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
    return tables
        .update(
            keyOf(tableId),
            payload -> {
              TableDescriptor changed =
                  change.apply(payload == null ? null : TableDescriptorCodec.decode(payload));
              return changed == null ? null : TableDescriptorCodec.encode(changed);
            })
        .thenApply(TableDescriptorCodec::decode);
  }

  @Override
  public void listen(Consumer<CatalogView> listener) {
    listeners.add(listener);
  }

  /**
   * @throws IllegalArgumentException where this is no table, or another one than the key says
   */
  static void check(String key, byte[] payload) {
    long id = TableDescriptorCodec.decode(payload).id();
    if (!key.equals(keyOf(id))) {
      throw new IllegalArgumentException("holds the table " + keyOf(id));
    }
  }

  /**
   * Whether a table is deleted and no other region can speak of it. One that had replicas is
   * remembered for good: a region that was away may still hold it for alive.
   */
  static boolean isForgettable(byte[] payload) {
    TableDescriptor table = TableDescriptorCodec.decode(payload);
    return table.status() == TableStatus.DELETED && table.replicas().isEmpty();
  }

  private static String keyOf(long tableId) {
    return HexFormat.of().toHexDigits(tableId);
  }

  private void changed(TableDescriptor table) {
    CatalogView next = view.with(table);
    view = next;
    listeners.forEach(listener -> listener.accept(next));
  }
}
