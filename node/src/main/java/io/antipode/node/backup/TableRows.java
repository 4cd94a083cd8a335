package io.antipode.node.backup;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * A table's rows as of a time: a copy's, then, where the time is after the copy, what the log says
 * up to then, and what transactions that took place by then were yet to write. All shards at a
 * time; each shard's rows in the order in which they count. On the archive's loop.
 */
public final class TableRows {
  private final Archive archive;
  private final List<? extends Shard> shards;
  private final List<? extends EventLoop> loops;
  private final Backup copy;
  private final long untilHlc;
  private final Sink sink;
  private final List<FileRows> files = new ArrayList<>();
  private final List<LogRows> logs = new ArrayList<>();

  /** Takes the rows of a shard: all that one source has, then all of the next one. */
  public interface Sink {
    /** Completes, on any loop, once all rows are taken and the source is closed. */
    CompletableFuture<Boolean> take(ShardId shard, RowSource source);
  }

  /**
   * @param loops of the shards, by number, or what stands for them where the log is read
   * @param untilHlc every write of the log up to this time follows the copy; 0 for none
   */
  TableRows(
      Archive archive,
      List<? extends Shard> shards,
      List<? extends EventLoop> loops,
      Backup copy,
      long untilHlc,
      Sink sink) {
    this.archive = archive;
    this.shards = shards;
    this.loops = loops;
    this.copy = copy;
    this.untilHlc = untilHlc;
    this.sink = sink;
  }

  /** Hands out all of them; completes on the archive's loop. */
  CompletionStage<Boolean> run() {
    for (int number = 0; number < shards.size(); number++) {
      files.add(new FileRows(archive, copy, new ShardId(number)));
    }
    CompletableFuture<Boolean> filled = each(files::get);
    return untilHlc == 0
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
                shard.archive().closePast(untilHlc);
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
              copy.parts().get(number).logPosition() + 1,
              untilHlc,
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
                logs.get(number)
                    .transactions()
                    .unwritten(taken, new Version(untilHlc, shards.get(number).region()))));
  }

  private CompletableFuture<Boolean> each(IntFunction<? extends RowSource> source) {
    List<CompletableFuture<Boolean>> taken = new ArrayList<>();
    for (int number = 0; number < shards.size(); number++) {
      taken.add(sink.take(new ShardId(number), source.apply(number)));
    }
    return all(taken);
  }

  private static CompletableFuture<Boolean> all(List<? extends CompletableFuture<?>> each) {
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new)).thenApply(done -> true);
  }

  /** A few rows that are known already. */
  private static final class GivenRows implements RowSource {
    private List<Mutation> rows;

    GivenRows(List<Mutation> rows) {
      this.rows = rows;
    }

    @Override
    public CompletionStage<List<Mutation>> next() {
      List<Mutation> given = rows;
      rows = List.of();
      return CompletableFuture.completedFuture(given);
    }

    @Override
    public void close() {}
  }
}
