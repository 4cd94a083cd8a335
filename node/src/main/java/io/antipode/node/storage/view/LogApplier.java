package io.antipode.node.storage.view;

import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.LogRecord.Floor;
import io.antipode.replication.log.LogRecord.Forgotten;
import io.antipode.replication.log.LogRecord.Reached;
import io.antipode.replication.log.LogRecord.Restarted;
import io.antipode.replication.log.LogRecord.Stands;
import io.antipode.replication.log.LogRecord.Told;
import io.antipode.replication.log.LogRecord.Wiped;
import io.antipode.replication.log.LogRecord.Write;
import io.antipode.replication.mutation.Mutation;
import org.jspecify.annotations.Nullable;

/**
 * Brings a shard's views up to its log, record by record, in the log's order, without deciding
 * anything: the log holds decisions. The shard that decided them, recovery, and whoever follows the
 * log come to the same views by it. One thread at a time, as the views.
 */
public final class LogApplier {
  final ShardViews views;
  private final ShardState state;

  public LogApplier(ShardViews views, ShardState state) {
    this.views = views;
    this.state = state;
  }

  /** Takes the next record. */
  public void apply(LogRecord record) {
    switch (record) {
      case Write(Mutation mutation) -> applyWrite(mutation);
      case Reached(var origin, long hlc) -> state.reached(origin, hlc);
      case Restarted(var origin, long hlc) -> state.restarted(origin, hlc);
      case Floor(long hlc) -> state.raiseTombstoneFloor(hlc);
      case Forgotten(long tableId, long belowHlc) -> forget(tableId, belowHlc);
      case Wiped(long tableId) -> views.wipe(tableId);
      case Stands(var standing) -> state.stands(standing);
      case Told(long hlc) -> state.told(hlc);
    }
  }

  private void applyWrite(Mutation mutation) {
    TableState table = views.tables.get(Mutation.tableIdOf(mutation.key()));
    if (table == null) {
      passOver(mutation);
    } else {
      applyWrite(table, mutation, views.store.get(mutation.key()));
    }
  }

  /**
   * Takes a write of a table that is here.
   *
   * @param held what the views hold under its key now
   */
  public void applyWrite(TableState table, Mutation mutation, @Nullable StoredItem held) {
    views.apply(table, mutation, held);
    passOver(mutation);
  }

  /**
   * Takes what a write says besides, be its table here or not: its origin's watermark, and that its
   * item is held no more.
   */
  public void passOver(Mutation mutation) {
    if (mutation.has(Mutation.SETTLES)) {
      views.dropIntent(mutation.key());
    }
    if (!mutation.has(Mutation.OUT_OF_ORDER)) {
      state.reached(mutation.version().region(), mutation.version().hlc());
    }
  }

  private void forget(long tableId, long belowHlc) {
    state.raiseTombstoneFloor(belowHlc);
    TableState table = views.tables.get(tableId);
    if (table != null) {
      views.forgetBelow(table, belowHlc);
    }
  }
}
