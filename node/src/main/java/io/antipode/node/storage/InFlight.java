package io.antipode.node.storage;

import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.node.storage.view.TableState;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.mutation.Mutation;
import org.jspecify.annotations.Nullable;

/** A mutation on its way into the log, what it was decided on and what it leaves behind. */
final class InFlight implements CommitPath.Committed {
  static final long NOT_READ = -1;

  private final ItemWrites writes;
  final TableState table;
  final ItemKey key;
  final LogRecord.Write record;

  /**
   * What the decision was made on: what stood under the key, writes ahead of this one included. The
   * client's {@code before}; what the views hold when this is committed may be another thing.
   */
  final @Nullable StoredItem prior;

  /**
   * {@link ShardViews#changesAside} when {@link #prior} was read from the views: while that stays,
   * they hold it until this is applied. {@link #NOT_READ} where another write in flight left it.
   */
  final long readAt;

  final StoredItem next;

  /** Null for a mutation of another region. */
  final @Nullable WriteCallback callback;

  InFlight(
      ItemWrites writes,
      TableState table,
      ItemKey key,
      Mutation mutation,
      @Nullable StoredItem prior,
      long readAt,
      @Nullable WriteCallback callback) {
    this.writes = writes;
    this.table = table;
    this.key = key;
    this.record = new LogRecord.Write(mutation);
    this.prior = prior;
    this.readAt = readAt;
    this.next = new StoredItem(mutation.version(), mutation.newImage());
    this.callback = callback;
  }

  /** What it keeps in memory, about. */
  long heldBytes() {
    byte[] before = prior == null ? null : prior.image();
    byte[] after = next.image();
    return key.bytes().length
        + (before == null ? 0 : before.length)
        + (after == null ? 0L : after.length);
  }

  @Override
  public void committed(long position) {
    writes.committed(this, position);
  }

  @Override
  public void unknown() {
    writes.unknown(this);
  }
}
