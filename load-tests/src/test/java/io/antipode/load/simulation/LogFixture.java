package io.antipode.load.simulation;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.LogOptions;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.log.ShardLog;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes records of all kinds from a seed and compares what a log gives back. */
final class LogFixture {
  static final Region SELF = new Region("eu-west-1");
  static final Region PEER = new Region("us-east-1");

  /** Small segments, so that a test rolls many. */
  static final LogOptions OPTIONS = new LogOptions(new ShardId(3), SELF, 4_096, 2_000);

  private final SplittableRandom random;
  private long hlc = 1L << 20;

  LogFixture(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A record of any kind; mostly writes. */
  LogRecord record() {
    return switch (random.nextInt(14)) {
      case 0 -> new LogRecord.Reached(PEER, hlc);
      case 1 -> new LogRecord.Forgotten(random.nextLong(), hlc);
      case 2 -> new LogRecord.Wiped(random.nextLong());
      case 3 -> new LogRecord.Told(hlc);
      default -> new LogRecord.Write(mutation());
    };
  }

  Mutation mutation() {
    hlc += 1 + random.nextInt(1_000);
    byte[] key = bytes(8 + random.nextInt(40));
    byte[] image = random.nextInt(5) == 0 ? null : bytes(random.nextInt(700));
    byte[] old = random.nextInt(3) == 0 ? bytes(random.nextInt(200)) : null;
    Region origin = random.nextInt(3) == 0 ? PEER : SELF;
    return new Mutation(
        key, new Version(hlc, origin), image, old, random.nextInt(2), random.nextInt(8));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    if (random.nextInt(4) > 0) { // Else zeros, which look like lost sectors.
      random.nextBytes(bytes);
    }
    return bytes;
  }

  /** Everything in a log from a position on. */
  static List<LogRecord> contents(ShardLog log, long fromPosition) throws IOException {
    List<LogRecord> found = new ArrayList<>();
    log.replay(
        fromPosition,
        (position, record) -> {
          if (position != fromPosition + found.size()) {
            throw new AssertionError("position " + position + " after " + found.size());
          }
          return found.add(record);
        });
    return found;
  }

  static boolean sameRecords(List<LogRecord> one, List<LogRecord> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(LogRecord one, LogRecord other) {
    if (one instanceof LogRecord.Write(Mutation a)
        && other instanceof LogRecord.Write(Mutation b)) {
      return same(a, b);
    }
    return one.equals(other);
  }

  static boolean same(List<Mutation> one, List<Mutation> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Mutation one, Mutation other) {
    return Arrays.equals(one.key(), other.key())
        && one.version().equals(other.version())
        && Arrays.equals(one.newImage(), other.newImage())
        && Arrays.equals(one.oldImage(), other.oldImage())
        && one.streamEpochMs() == other.streamEpochMs()
        && one.flags() == other.flags();
  }
}
