package io.antipode.node.backup;

import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.storage.Shard;
import io.antipode.replication.loop.EventLoop;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Fills a new table with {@link TableRows}. Begun anew it comes to the same, whatever it had
 * written: each row is put or removed by a later one as it was the first time. On the archive's
 * loop.
 */
final class TableFill {
  private final TableRows rows;

  TableFill(
      Archive archive,
      ShardAccess access,
      List<? extends Shard> shards,
      List<? extends EventLoop> loops,
      Backup copy,
      Restore restore,
      BooleanSupplier goesOn) {
    rows =
        new TableRows(
            archive,
            shards,
            loops,
            copy,
            restore.untilHlc(),
            (shard, source) ->
                ShardFill.of(archive.loop(), access, shard, restore.tableId(), source, goesOn));
  }

  /** Fills it; completes on the archive's loop, with every row durable as writes are. */
  CompletionStage<Boolean> run() {
    return rows.run();
  }
}
