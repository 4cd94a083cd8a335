package io.antipode.load.simulation;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.storage.LogShard;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard's log as a consumer of its stream does, and builds the table from it. Every
 * record must show what was there before; nothing may be left out.
 */
final class StreamFollower {
  private static final int READ_BYTES = 1 << 20;

  private final SimulatedRegion region;
  private final List<SimulatedTable> tables;
  private final Map<Bytes, byte[]> replayed = new HashMap<>();

  /** The time of the region's newest write: what is no further ahead is no news to it. */
  private long ownMs;

  /** Where its process began to write, and the time of its newest write until then. */
  private long reopenedAt;

  private long heldMs;

  private long position;
  private long records;

  /**
   * @param tables of the region; those that have a stream are followed
   */
  StreamFollower(SimulatedRegion region, List<SimulatedTable> tables) {
    this.region = region;
    this.tables = tables.stream().filter(table -> table.streamed() && !table.isMoving()).toList();
  }

  /** The shard begins anew, empty. */
  void reset() {
    replayed.clear();
    position = 0;
    reopenedAt = 0;
    heldMs = 0;
  }

  long records() {
    return records;
  }

  /**
   * The region has come up again: nothing of what was read may be gone. Only where the disk was
   * damaged the log's end may be: that looks as if it had been torn. On the shard's loop.
   */
  void reopened(Shard shard) {
    reopenedAt = shard.nextLogPosition();
    heldMs = Version.epochMs(shard.watermark(region.region()));
    if (region.isSuspect()) {
      takeTable(shard);
    } else if (position > shard.nextLogPosition()) {
      throw new Violation(
          "stream: the log of %s %s went back from %d to %d"
              .formatted(region.region(), shard.id(), position, shard.nextLogPosition()));
    }
  }

  /** Reads what is new; on the shard's loop. */
  void read(Shard shard) {
    if (position == 0 && shard.firstLogPosition() == 1) {
      position = 1;
    }
    if (position < shard.firstLogPosition()) {
      takeTable(shard); // Too late: what lay between is past retention.
    }
    LogShard.LogRead read;
    do {
      read = shard.readLog(position, READ_BYTES, this::take);
      position = read.nextPosition();
    } while (!read.caughtUp());
  }

  /** Begins with what stands there now; on the shard's loop. */
  void takeTable(Shard shard) {
    replayed.clear();
    for (SimulatedTable table : tables) {
      table.eachIn(shard, this::takeItem);
    }
    position = shard.nextLogPosition();
  }

  private void noteOwn(Mutation record) {
    if (record.version().region().equals(region.region())) {
      ownMs = Math.max(ownMs, Version.epochMs(record.version().hlc()));
    }
  }

  private void takeItem(Mutation item) {
    noteOwn(item);
    if (!item.isTombstone()) {
      replayed.put(new Bytes(item.key()), Objects.requireNonNull(item.newImage()));
    }
  }

  private void take(long at, Mutation record) {
    noteOwn(record);
    if (tables.stream().noneMatch(table -> table.id() == record.tableId())) {
      return;
    }
    requireNotFromTheFuture(at, record);
    Bytes key = new Bytes(record.key());
    byte[] before = replayed.get(key);
    byte[] after = record.newImage();
    if (record.has(Mutation.UNCHANGED)) {
      require(Arrays.equals(before, after), record, "is flagged unchanged, and changed the item");
      return;
    }
    if (record.streamEpochMs() == 0) {
      return; // No stream shows it; the comparison with the table will tell.
    }
    records++;
    require(
        Arrays.equals(before, record.oldImage()),
        record,
        "has an old image that is not what the stream showed before: %s in place of %s"
            .formatted(shown(record.oldImage()), shown(before)));
    if (after == null) {
      replayed.remove(key);
    } else {
      replayed.put(key, after);
    }
  }

  private void require(boolean holds, Mutation record, String what) {
    if (!holds) {
      throw new Violation(
          "stream: the record %s in %s %s".formatted(record.version(), region.region(), what));
    }
  }

  private static String shown(byte @Nullable [] image) {
    return image == null ? "nothing" : Item.ofBytes(image).toMap().toString();
  }

  /**
   * No further ahead than the drift bound of what this process has taken for the present, nor than
   * what it had written before it began. What an earlier one took, and was not read before it died,
   * is held against all times that any of them told.
   */
  private void requireNotFromTheFuture(long at, Mutation record) {
    boolean remote =
        record.has(Mutation.OUT_OF_ORDER) || !record.version().region().equals(region.region());
    boolean lately = at >= reopenedAt;
    long toldMs = lately ? region.time().highestOfLifeMs() : region.time().highestEpochMs();
    long knownMs = Math.max(toldMs + SimulatedRegion.DRIFT_BOUND_MS, lately ? heldMs : ownMs);
    long aheadMs = Version.epochMs(record.version().hlc()) - knownMs;
    if (remote && aheadMs > 0) {
      throw new Violation(
          "from the future: %s took %s, %d ms further ahead than it may of any time it has told"
              .formatted(region.region(), record.version(), aheadMs));
    }
  }

  /** The streams' replay must be the tables. */
  void requireEqual(Shard shard, SortedMap<Bytes, Mutation> items) {
    Map<Bytes, byte[]> shown = new HashMap<>();
    items.forEach((key, item) -> shown.put(key, Objects.requireNonNull(item.newImage())));
    shown.keySet().removeIf(key -> tables.stream().noneMatch(table -> table.holds(key)));
    if (!replayed.keySet().equals(shown.keySet())) {
      throw new Violation(
          "stream: replay of %s %s has other keys than its tables"
              .formatted(region.region(), shard.id()));
    }
    shown.forEach(
        (key, image) -> {
          if (!Arrays.equals(replayed.get(key), image)) {
            throw new Violation(
                "stream: replay of %s %s differs from its tables"
                    .formatted(region.region(), shard.id()));
          }
        });
  }
}
