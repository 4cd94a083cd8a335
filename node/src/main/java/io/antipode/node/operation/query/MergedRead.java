package io.antipode.node.operation.query;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.EntriesRead;
import io.antipode.node.action.ReadEntries;
import io.antipode.node.action.ReadPlan;
import io.antipode.node.action.Refused;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Failures;
import io.antipode.node.item.KeyRange;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.Refusals;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A Query or Scan of a global index: the entries of each of its partitions lie in all shards,
 * beside their items. Each shard is asked for a run of its entries; the runs are merged by key
 * bytes (index partition, then sort key, then the item's own key) into the page. A shard whose run
 * ends before the page does is asked for more, and the merge waits: what follows there may come
 * before the heads of the others.
 */
final class MergedRead extends Turns {
  /** What all runs may hold together, roughly; each holds at least one entry. */
  private static final long MAX_GATHERED_BYTES = 4L * ReadPlan.PAGE_BYTES;

  private static final long MIN_RUN_BYTES = 16 << 10;

  /** What is read of the table for the first runs of all shards together, roughly. */
  private static final long EXAMINED_AT_ONCE_BYTES = 32L << 20;

  private static final long MIN_EXAMINED_BYTES = 256 << 10;

  private final OperationContext context;
  private final Page page;
  private final KeyRange range;
  private final boolean forward;
  private final Run[] runs;
  private final PriorityQueue<Run> heads;
  private final AtomicInteger missing;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** The run that must be filled before the merge goes on. */
  private @Nullable Run empty;

  MergedRead(OperationContext context, KeyRange range, Page page) {
    this.context = context;
    this.page = page;
    this.range = range;
    this.forward = page.plan().forward();
    int shards = context.shards().shardCount();
    this.runs = new Run[shards];
    this.missing = new AtomicInteger(shards);
    Comparator<Run> byKey = (a, b) -> Arrays.compareUnsigned(a.head().key(), b.head().key());
    this.heads = new PriorityQueue<>(shards, forward ? byKey : byKey.reversed());
  }

  /** Asks every shard. */
  void start() {
    for (int number = 0; number < runs.length; number++) {
      runs[number] = new Run(new ShardId(number));
    }
    for (Run run : runs) {
      run.ask(range);
    }
  }

  /** Asks for more of the run that has ended. */
  @Override
  void ask() {
    Run run = empty;
    if (run == null) {
      throw new IllegalStateException("no run has ended");
    }
    run.askForMore();
  }

  private void arrived(Run run) {
    if (empty != null) {
      goOnMerging(run);
    } else if (missing.decrementAndGet() == 0) {
      mergeFirst();
    }
  }

  private void mergeFirst() {
    Throwable failed = failure.get();
    if (failed != null) {
      page.fail(failed); // once, however many shards failed
      return;
    }
    for (Run each : runs) {
      if (each.hasHead()) {
        heads.add(each);
      }
    }
    if (merge()) {
      go();
    }
  }

  private void goOnMerging(Run run) {
    Throwable failed = failure.get();
    if (failed != null) {
      page.fail(failed);
      return;
    }
    if (run.hasHead()) {
      heads.add(run);
    }
    if (merge()) {
      goOn();
    }
  }

  /** Merges until the page ends, or until a run must be filled first: then true. */
  private boolean merge() {
    while (!heads.isEmpty()) {
      Run run = heads.remove();
      EntriesRead.Entry entry = run.take();
      if (page.add(entry)) {
        break;
      }
      if (run.hasHead()) {
        heads.add(run);
      } else if (run.cut) {
        if (examinedBytes() >= ReadPlan.MAX_EXAMINED_BYTES) {
          page.stopAfter(entry.key());
          break;
        }
        empty = run;
        return true;
      }
    }
    page.end();
    return false;
  }

  private long examinedBytes() {
    long sum = 0;
    for (Run run : runs) {
      sum += run.examinedBytes;
    }
    return sum;
  }

  private static long share(long total, int shards, long least, long most) {
    return Math.min(most, Math.max(least, total / shards));
  }

  /** One shard's entries, from the next one on. */
  private final class Run implements Answer<EntriesRead> {
    private final ShardId shard;
    private List<EntriesRead.Entry> entries = List.of();
    private boolean cut;
    private long examinedBytes;
    private int next;

    Run(ShardId shard) {
      this.shard = shard;
    }

    void ask(KeyRange from) {
      context
          .shards()
          .send(
              shard,
              new ReadEntries(
                  page.plan(),
                  from,
                  page.itemsLeft(),
                  share(MAX_GATHERED_BYTES, runs.length, MIN_RUN_BYTES, ReadPlan.PAGE_BYTES),
                  share(
                      EXAMINED_AT_ONCE_BYTES,
                      runs.length,
                      MIN_EXAMINED_BYTES,
                      EXAMINED_AT_ONCE_BYTES)),
              this);
    }

    void askForMore() {
      byte[] last = entries.getLast().key();
      ask(
          forward
              ? new KeyRange(KeyPlan.justAfter(last), range.to())
              : new KeyRange(range.from(), last));
    }

    boolean hasHead() {
      return next < entries.size();
    }

    EntriesRead.Entry head() {
      return entries.get(next);
    }

    EntriesRead.Entry take() {
      return entries.get(next++);
    }

    @Override
    public void succeed(EntriesRead read) {
      switch (read) {
        case EntriesRead.Run run -> {
          if (page.hold(run.heldBytes())) {
            take(run);
          } else {
            fail(new ApiException(Failures.TOO_MANY_READS));
          }
        }
        case Refused refused -> fail(Refusals.of(refused));
      }
    }

    private void take(EntriesRead.Run run) {
      entries = run.entries();
      cut = run.cut();
      examinedBytes += run.examinedBytes();
      next = 0;
      arrived(this);
    }

    @Override
    public void fail(Throwable why) {
      failure.compareAndSet(null, why);
      arrived(this);
    }
  }
}
