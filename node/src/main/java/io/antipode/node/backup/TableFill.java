package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.FillItems.Row;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Fills a new table: with a copy's items, then, where a time after the copy is wanted, with what
 * the log says up to then, and what transactions that took place by then were yet to write. All
 * shards at a time. Begun anew it comes to the same, whatever it had written: each row is put or
 * removed by a later one as it was the first time. On the archive's loop.
 */
final class TableFill {
  private final Archive archive;
  private final ShardAccess access;
  private final List<? extends Shard> shards;
  private final List<? extends EventLoop> loops;
  private final Backup copy;
  private final Restore restore;
  private final BooleanSupplier goesOn;
  private final List<FileRows> files = new ArrayList<>();
  private final List<LogRows> logs = new ArrayList<>();

  TableFill(
      Archive archive,
      ShardAccess access,
      List<? extends Shard> shards,
      List<? extends EventLoop> loops,
      Backup copy,
      Restore restore,
      BooleanSupplier goesOn) {
    this.archive = archive;
    this.access = access;
    this.shards = shards;
    this.loops = loops;
    this.copy = copy;
    this.restore = restore;
    this.goesOn = goesOn;
  }

  /** Fills it; completes on the archive's loop, with every row durable as writes are. */
  CompletionStage<Boolean> run() {
    for (int number = 0; number < shards.size(); number++) {
      files.add(new FileRows(archive, copy, new ShardId(number), restore.tableId()));
    }
    CompletableFuture<Boolean> filled = each(files::get);
    return restore.untilHlc() == 0
        ? filled
        : filled
            .thenCompose(done -> closePast())
            .thenCompose(done -> followLogs())
            .thenCompose(done -> endTransactions());
  }

  /** Every own write of the log up to the time is committed, and no other one will be. */
  private CompletableFuture<Boolean> closePast() {
    List<CompletableFuture<Boolean>> closed = new ArrayList<>();
    for (int number = 0; number < shards.size(); number++) {
      Shard shard = shards.get(number);
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      closed.add(done);
      loops
          .get(number)
          .execute(
              () -> {
                shard.archive().closePast(restore.untilHlc());
                shard.afterCommit(() -> archive.loop().execute(() -> done.complete(true)));
              });
    }
    return all(closed);
  }

  private CompletableFuture<Boolean> followLogs() {
    for (int number = 0; number < shards.size(); number++) {
      logs.add(
          new LogRows(
              shards.get(number),
              loops.get(number),
              copy.table().id(),
              restore.tableId(),
              copy.parts().get(number).logPosition() + 1,
              restore.untilHlc(),
              files.get(number).holds()));
    }
    return each(logs::get);
  }

  private CompletableFuture<Boolean> endTransactions() {
    Set<TransactionId> held =
        TransactionSearch.union(logs.stream().map(each -> each.transactions().holders()).toList());
    return held.isEmpty() ? CompletableFuture.completedFuture(true) : endTransactions(held);
  }

  private CompletableFuture<Boolean> endTransactions(Set<TransactionId> held) {
    List<CompletableFuture<Set<TransactionId>>> searches =
        logs.stream().map(each -> each.taken(held)).toList();
    return all(searches)
        .thenComposeAsync(
            found ->
                write(
                    TransactionSearch.union(
                        searches.stream().map(CompletableFuture::join).toList())),
            archive.loop()::execute);
  }

  private CompletableFuture<Boolean> write(Set<TransactionId> taken) {
    return each(
        number ->
            new GivenRows(
                logs
                    .get(number)
                    .transactions()
                    .unwritten(taken, new Version(restore.untilHlc(), shards.get(number).region()))
                    .stream()
                    .map(write -> FileRows.row(write, restore.tableId()))
                    .toList()));
  }

  private CompletableFuture<Boolean> each(IntFunction<? extends RowSource> source) {
    List<CompletableFuture<Boolean>> fills = new ArrayList<>();
    for (int number = 0; number < shards.size(); number++) {
      fills.add(
          ShardFill.of(archive.loop(), access, new ShardId(number), source.apply(number), goesOn));
    }
    return all(fills);
  }

  private static CompletableFuture<Boolean> all(List<? extends CompletableFuture<?>> each) {
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new)).thenApply(done -> true);
  }

  /** A few rows that are known already. */
  private static final class GivenRows implements RowSource {
    private List<Row> rows;

    GivenRows(List<Row> rows) {
      this.rows = rows;
    }

    @Override
    public CompletionStage<List<Row>> next() {
      List<Row> given = rows;
      rows = List.of();
      return CompletableFuture.completedFuture(given);
    }

    @Override
    public void close() {}
  }
}
