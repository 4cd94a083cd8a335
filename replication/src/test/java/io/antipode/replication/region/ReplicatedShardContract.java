package io.antipode.replication.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.Standing;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import io.antipode.replication.region.ReplicatedShard.Digest;
import io.antipode.replication.region.ReplicatedShard.OwnRead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReplicatedShard} promises: the node's, and the one in memory on which
 * replication is tested.
 */
public abstract class ReplicatedShardContract {
  protected static final Region HERE = new Region("us-east-1");
  protected static final Region THERE = new Region("eu-west-1");
  protected static final int DRIFT_BOUND_MS = 500;

  private Bed bed;
  private ReplicatedShard shard;

  /** A shard of {@link #HERE} with a table that is replicated there too. */
  protected interface Bed {
    ReplicatedShard shard();

    long tableId();

    /** The key of an item of the table. */
    byte[] key(String id);

    /** The bytes of an item of the table. */
    byte[] image(String id, String value);

    /** A client's write, null for a deletion; committed once it is {@link #settle}d. */
    Version write(String id, @Nullable String value);

    /** Lets what is under way end. */
    void settle();

    long nowMs();

    void advanceMs(long ms);

    /** From now on the table has no replica here. */
    void leave();

    /** From now on nobody has heard of the table. */
    void forget();
  }

  /** A new one. */
  protected abstract Bed bed() throws Exception;

  @BeforeEach
  void aShard() throws Exception {
    bed = bed();
    shard = bed.shard();
  }

  private long nowHlc() {
    return Version.atMs(bed.nowMs());
  }

  private Mutation remote(String id, @Nullable String value, long hlc) {
    return remote(id, value, new Version(hlc, THERE), 0);
  }

  private Mutation remote(String id, @Nullable String value, Version version, int flags) {
    byte[] image = value == null ? null : bed.image(id, value);
    return new Mutation(bed.key(id), version, image, null, 0, flags);
  }

  private ApplyOutcome apply(Mutation mutation) {
    ApplyOutcome outcome = shard.apply(mutation);
    bed.settle();
    return outcome;
  }

  private List<Version> own(long afterHlc) {
    List<Version> found = new ArrayList<>();
    OwnRead read =
        shard.readOwn(afterHlc, Integer.MAX_VALUE, mutation -> found.add(mutation.version()));
    assertTrue(read.caughtUp());
    assertFalse(read.truncated());
    assertEquals(Math.max(afterHlc, shard.watermark(HERE)), read.reachedHlc());
    return found;
  }

  private List<Mutation> snapshot() {
    List<Mutation> all = new ArrayList<>();
    assertNull(shard.snapshot(bed.tableId(), null, Integer.MAX_VALUE, all::add));
    return all;
  }

  @Test
  void ownWritesAreReadInTheirOrderAfterATime() {
    Version first = bed.write("a", "1");
    Version second = bed.write("b", "1");
    bed.settle();
    Version third = bed.write("a", "2");
    bed.settle();
    assertTrue(first.hlc() < second.hlc() && second.hlc() < third.hlc());
    assertEquals(List.of(first, second, third), own(0));
    assertEquals(List.of(third), own(second.hlc()));
    assertEquals(List.of(), own(third.hlc()));
    assertEquals(third.hlc(), shard.watermark(HERE));
  }

  @Test
  void aReadEndsAfterAboutSoManyBytesAndSaysHowFarItCame() {
    for (int i = 0; i < 20; i++) {
      bed.write("k" + i, "v");
    }
    bed.settle();
    List<Version> found = new ArrayList<>();
    long after = 0;
    for (int reads = 0; ; reads++) {
      assertTrue(reads < 100);
      OwnRead read = shard.readOwn(after, 100, mutation -> found.add(mutation.version()));
      assertTrue(read.reachedHlc() >= found.getLast().hlc());
      after = read.reachedHlc();
      if (read.caughtUp()) {
        assertTrue(reads > 1);
        break;
      }
    }
    assertEquals(own(0), found);
  }

  @Test
  void whatOthersWroteIsNotReadAsOwn() {
    apply(remote("a", "1", nowHlc()));
    Version mine = bed.write("b", "1");
    bed.settle();
    apply(remote("c", "1", new Version(nowHlc(), HERE), Mutation.OUT_OF_ORDER));
    assertEquals(List.of(mine), own(0));
  }

  @Test
  void theGreaterVersionStands() {
    long hlc = nowHlc();
    assertEquals(ApplyOutcome.APPLIED, apply(remote("a", "1", hlc + 5)));
    assertEquals(ApplyOutcome.DUPLICATE, apply(remote("a", "1", hlc + 5)));
    assertEquals(ApplyOutcome.SUPERSEDED, apply(remote("a", "0", hlc + 4)));
    assertEquals(ApplyOutcome.APPLIED, apply(remote("a", "2", hlc + 6)));
    List<Mutation> there = snapshot();
    assertEquals(1, there.size());
    assertEquals(new Version(hlc + 6, THERE), there.getFirst().version());
    assertArrayEquals(bed.image("a", "2"), there.getFirst().newImage());
  }

  @Test
  void aDecisionCountsAtOnce() {
    long hlc = nowHlc();
    assertEquals(ApplyOutcome.APPLIED, shard.apply(remote("a", "1", hlc + 5)));
    assertEquals(ApplyOutcome.SUPERSEDED, shard.apply(remote("a", "0", hlc + 4)));
    assertTrue(shard.holds(bed.key("a")));
    assertFalse(shard.holds(bed.key("b")));
  }

  @Test
  void aLaterOwnWriteIsAboveWhatItSaw() {
    long ahead = nowHlc() + (50L << 16);
    apply(remote("a", "1", ahead));
    assertTrue(bed.write("a", "2").hlc() > ahead);
    bed.settle();
    assertTrue(shard.readClock().reached() > ahead);
  }

  @Test
  void aDeletionHoldsBackOlderWrites() {
    long hlc = nowHlc();
    apply(remote("a", "1", hlc + 1));
    assertEquals(ApplyOutcome.APPLIED, apply(remote("a", null, hlc + 3)));
    assertEquals(ApplyOutcome.SUPERSEDED, apply(remote("a", "2", hlc + 2)));
    assertTrue(shard.holds(bed.key("a")));
    assertTrue(snapshot().getFirst().isTombstone());
    assertEquals(Digest.EMPTY, shard.digest(bed.tableId()));
  }

  @Test
  void whatIsFromTheFutureChangesNothing() {
    long horizon = shard.readClock().horizon();
    assertEquals(Version.atMs(bed.nowMs() + DRIFT_BOUND_MS + 1) - 1, horizon);
    long reached = shard.readClock().reached();
    assertEquals(ApplyOutcome.FROM_THE_FUTURE, apply(remote("a", "1", horizon + 1)));
    assertEquals(reached, shard.readClock().reached());
    assertEquals(0, shard.watermark(THERE));
    assertEquals(List.of(), snapshot());
    assertEquals(ApplyOutcome.APPLIED, apply(remote("a", "1", horizon)));
    bed.advanceMs(1);
    assertEquals(ApplyOutcome.APPLIED, apply(remote("a", "2", horizon + 1)));
  }

  @Test
  void aTableWithoutAReplicaTakesNothing() {
    bed.leave();
    assertEquals(ApplyOutcome.NOT_A_REPLICA, apply(remote("a", "1", nowHlc())));
    bed.forget();
    assertEquals(ApplyOutcome.UNKNOWN_TABLE, apply(remote("a", "1", nowHlc())));
  }

  @Test
  void aWatermarkFollowsWhatIsAppliedInOrder() {
    long hlc = nowHlc();
    apply(remote("a", "1", hlc));
    assertEquals(hlc, shard.watermark(THERE));
    apply(remote("b", "1", new Version(hlc + 9, THERE), Mutation.OUT_OF_ORDER));
    assertEquals(hlc, shard.watermark(THERE));
    assertEquals(0, shard.watermark(new Region("ap-southeast-1")));
  }

  @Test
  void aWatermarkIsRaisedWithoutAWriteAndLoweredForANewLife() {
    long hlc = nowHlc();
    shard.advanceWatermark(THERE, hlc);
    bed.settle();
    assertEquals(hlc, shard.watermark(THERE));
    shard.advanceWatermark(THERE, hlc - 1);
    bed.settle();
    assertEquals(hlc, shard.watermark(THERE));
    shard.restartWatermark(THERE, hlc - 7);
    bed.settle();
    assertEquals(hlc - 7, shard.watermark(THERE));
  }

  @Test
  void whatWasAppliedIsDurableBeforeWhoWaitsHears() {
    List<String> heard = new ArrayList<>();
    long hlc = nowHlc();
    shard.apply(remote("a", "1", hlc));
    shard.afterCommit(() -> heard.add("first at " + shard.watermark(THERE)));
    shard.apply(remote("b", "1", hlc + 1));
    shard.afterCommit(() -> heard.add("second at " + shard.watermark(THERE)));
    assertEquals(List.of(), heard);
    bed.settle();
    assertEquals(2, heard.size());
    assertTrue(heard.getFirst().startsWith("first"));
    assertEquals("second at " + (hlc + 1), heard.get(1));
  }

  @Test
  void ownCommitsAreHeardOf() {
    int[] heard = new int[1];
    shard.onCommitted("test", () -> heard[0]++);
    bed.write("a", "1");
    bed.settle();
    assertTrue(heard[0] > 0);
  }

  @Test
  void aSnapshotComesInSlicesInTheOrderOfKeysAndOutOfOrder() {
    for (int i = 0; i < 20; i++) {
      bed.write("k" + i, "v");
    }
    bed.write("k7", null);
    bed.settle();
    List<Mutation> all = new ArrayList<>();
    byte[] after = null;
    int slices = 0;
    do {
      after = shard.snapshot(bed.tableId(), after, 100, all::add);
      slices++;
    } while (after != null);
    assertTrue(slices > 2);
    assertEquals(20, all.size());
    assertEquals(1, all.stream().filter(Mutation::isTombstone).count());
    for (int i = 0; i < all.size(); i++) {
      assertTrue(all.get(i).has(Mutation.OUT_OF_ORDER));
      assertTrue(i == 0 || Arrays.compareUnsigned(all.get(i - 1).key(), all.get(i).key()) < 0);
    }
  }

  @Test
  void theDigestGoesByWhatIsThereNotByTheWay() throws Exception {
    long hlc = nowHlc();
    apply(remote("a", "1", hlc));
    apply(remote("b", "1", hlc + 1));
    apply(remote("c", "1", hlc + 2));
    apply(remote("c", null, hlc + 3));
    Digest there = shard.digest(bed.tableId());
    assertEquals(2, there.items());
    Bed other = bed();
    other.shard().apply(remote("b", "1", hlc + 1));
    other.shard().apply(remote("a", "0", hlc - 1));
    other.shard().apply(remote("a", "1", hlc));
    other.settle();
    assertEquals(there, other.shard().digest(bed.tableId()));
    apply(remote("a", "2", hlc + 4));
    assertNotEquals(there, shard.digest(bed.tableId()));
  }

  @Test
  void collectedDeletionsRaiseTheFloor() {
    long hlc = nowHlc();
    apply(remote("a", null, hlc));
    apply(remote("b", null, hlc + 5));
    assertEquals(0, shard.tombstoneFloor());
    shard.collectTombstones(bed.tableId(), hlc + 1);
    bed.settle();
    assertFalse(shard.holds(bed.key("a")));
    assertTrue(shard.holds(bed.key("b")));
    assertTrue(shard.tombstoneFloor() > hlc && shard.tombstoneFloor() <= hlc + 5);
    shard.raiseTombstoneFloor(hlc + 9);
    bed.settle();
    assertEquals(hlc + 9, shard.tombstoneFloor());
  }

  @Test
  void theClosedPastStaysClosed() {
    bed.write("a", "1");
    bed.settle();
    shard.closedTime();
    bed.settle();
    long closed = shard.closedTime();
    assertTrue(closed >= shard.watermark(HERE));
    assertTrue(bed.write("b", "1").hlc() > closed);
  }

  @Test
  void standingIsWhatItWasSetTo() {
    assertEquals(Standing.CURRENT, shard.standing());
    shard.setStanding(Standing.SUSPECT);
    assertEquals(Standing.SUSPECT, shard.standing());
    bed.settle();
    assertEquals(Standing.SUSPECT, shard.standing());
  }
}
