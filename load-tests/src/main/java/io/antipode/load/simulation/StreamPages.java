package io.antipode.load.simulation;

import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.region.RegionNode;
import io.antipode.node.storage.LogShard;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamEntry;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads every stream from its oldest record to its end, a page at a time, as {@code GetRecords}
 * does: it must show what the log holds of it, no more and no less, whatever became of the index of
 * positions on the way. For when nobody writes any more.
 */
final class StreamPages {
  private static final int PAGE_RECORDS = 7;
  private static final int MAX_WAIT_MS = 1_000;

  /**
   * What reading at another place of the log may cost beside its record: from the place before that
   * is known, in a segment of 8 KB at most, with what is so near that going on is cheaper.
   */
  private static final int REACH_BYTES = 10 << 10;

  private final World world;
  private final SimulatedRegion region;
  private final StreamId stream;
  private final ShardId shard;
  private long lookedAtBytes;
  private int pages;

  private StreamPages(World world, SimulatedRegion region, StreamId stream, ShardId shard) {
    this.world = world;
    this.region = region;
    this.stream = stream;
    this.shard = shard;
  }

  /** Not of a region whose disk was damaged: there the oldest of the log may be unreadable. */
  static void require(World world, SimulatedRegion region) {
    if (region.isSuspect()) {
      return;
    }
    for (SimulatedTable table : region.tables()) {
      StreamId stream = streamOf(region, table);
      for (int number = 0; stream != null && number < SimulatedRegion.SHARDS; number++) {
        new StreamPages(world, region, stream, new ShardId(number)).require();
      }
    }
  }

  /** The stream that a table has in a region now, or null. */
  private static @Nullable StreamId streamOf(SimulatedRegion region, SimulatedTable table) {
    if (table.isMoving()) {
      return null;
    }
    RegionNode node = region.node();
    TableDescriptor here = node == null ? null : node.table(table.name());
    StreamDescriptor stream = here == null ? null : here.stream();
    return stream == null ? null : new StreamId(table.id(), stream.createdAtMs());
  }

  private void require() {
    List<Long> shown = new ArrayList<>();
    long from = StreamQuery.OLDEST;
    while (true) {
      switch (read(from)) {
        case StreamAnswer.Trimmed _ -> {
          shown.clear();
          from = StreamQuery.OLDEST;
        }
        case StreamAnswer.NoMemory _ -> throw new IllegalStateException("there is plenty");
        case StreamAnswer.Page page -> {
          pages++;
          lookedAtBytes += page.lookedAtBytes();
          page.entries().stream().map(StreamEntry::position).forEach(shown::add);
          if (page.nextPosition() == from) {
            compare(shown);
            return;
          }
          from = page.nextPosition();
        }
      }
    }
  }

  private StreamAnswer read(long from) {
    StreamQuery query =
        new StreamQuery(stream, StreamViewType.NEW_AND_OLD_IMAGES, from, PAGE_RECORDS);
    List<CompletableFuture<StreamAnswer>> asked = new ArrayList<>();
    region.ask(shard, found -> asked.add(found.streams().read(query)));
    CompletableFuture<StreamAnswer> answer = asked.getFirst();
    for (int waitedMs = 0; !answer.isDone(); waitedMs += standsStill() ? 0 : 1) {
      if (waitedMs == MAX_WAIT_MS) {
        throw new Violation("stream: %s %s does not answer".formatted(region, shard));
      }
      world.runMs(1);
    }
    return answer.join();
  }

  private boolean standsStill() {
    return region.process().pausedUntilNs() > world.nowNs();
  }

  private void compare(List<Long> shown) {
    List<Long> held = new ArrayList<>();
    long[] first = new long[1];
    Cost cost = new Cost();
    region.ask(
        shard,
        found -> {
          first[0] = found.firstLogPosition();
          eachRecord(
              found,
              (position, mutation) -> {
                cost.take(mutation);
                if (isShown(mutation)) {
                  held.add(position);
                }
              });
        });
    cost.require();
    shown.removeIf(position -> position < first[0]);
    if (!shown.equals(held)) {
      throw new Violation(
          "stream: the pages of %s of %s %s show %s, its log holds %s"
              .formatted(stream, region, shard, shown, held));
    }
  }

  /**
   * A reader of a quiet stream must not look through all that loud tables write. After a restart it
   * may, where the index of positions had not been saved. The log holds more than writes: hence
   * twice as much.
   */
  private final class Cost {
    private long allowedBytes;
    private long gapBytes;

    void take(Mutation mutation) {
      int bytes = MutationCodec.sizeOf(mutation);
      if (stream.isOf(mutation)) {
        allowedBytes += bytes + Math.min(gapBytes, REACH_BYTES);
        gapBytes = 0;
      } else {
        gapBytes += bytes;
      }
    }

    void require() {
      long mostBytes = 2 * (allowedBytes + (long) pages * REACH_BYTES);
      if (region.isInItsFirstLife() && lookedAtBytes > mostBytes) {
        throw new Violation(
            "stream cost: %s of %s %s was read by looking at %d bytes of log, not %d"
                .formatted(stream, region, shard, lookedAtBytes, mostBytes));
      }
    }
  }

  private boolean isShown(Mutation mutation) {
    return stream.isOf(mutation)
        && !mutation.has(Mutation.UNCHANGED)
        && (mutation.newImage() != null || mutation.has(Mutation.HAD_OLD));
  }

  private static void eachRecord(Shard shard, LogShard.LogVisitor visitor) {
    long position = shard.firstLogPosition();
    LogShard.@Nullable LogRead read = null;
    while (read == null || !read.caughtUp()) {
      read = Objects.requireNonNull(shard.readLog(position, 1 << 20, visitor));
      position = read.nextPosition();
    }
  }
}
