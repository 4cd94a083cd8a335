package io.antipode.replication.merge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.merge.LastWriterWins.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The greater version stands, in whatever order and however often versions arrive. */
final class LastWriterWinsTest {
  private static final Region HERE = new Region("eu-west-1");
  private static final Region PEER = new Region("us-east-1");
  private static final Knowledge NOTHING_KNOWN = (holder, origin) -> 0;

  private static Version at(long hlc, Region region) {
    return new Version(hlc, region);
  }

  /** Who has applied whose writes up to when: a single cell of the matrix. */
  private static Knowledge knows(Region holder, Region origin, long hlc) {
    return (h, o) -> h.equals(holder) && o.equals(origin) ? hlc : 0;
  }

  private static @Nullable Version merge(@Nullable Version standing, Version incoming) {
    return LastWriterWins.decide(standing, incoming, NOTHING_KNOWN).applies() ? incoming : standing;
  }

  @Property
  void anyOrderAndAnyRepetitionEndsInTheMaximum(
      @ForAll("versions") @Size(min = 1, max = 30) List<Version> versions, @ForAll Random random) {
    Version standing = null;
    for (int round = 0; round < 3; round++) {
      Collections.shuffle(versions, random);
      for (Version version : versions) {
        standing = merge(standing, version);
      }
    }
    assertEquals(Collections.max(versions), standing);
  }

  @Property
  void mergingAssociates(@ForAll("versions") @Size(3) List<Version> three) {
    Version left = merge(merge(three.get(0), three.get(1)), three.get(2));
    Version right = merge(three.get(1), three.get(2));
    assertEquals(left, merge(three.get(0), right == null ? three.get(1) : right));
  }

  @Test
  void aRegionsOwnWritesNeverConflict() {
    assertEquals(Outcome.APPLY, decide(at(1, PEER), at(2, PEER), NOTHING_KNOWN));
    assertEquals(Outcome.SUPERSEDED, decide(at(2, PEER), at(1, PEER), NOTHING_KNOWN));
  }

  @Test
  void theSameVersionIsADuplicate() {
    assertEquals(Outcome.DUPLICATE, decide(at(2, PEER), at(2, PEER), NOTHING_KNOWN));
  }

  @Test
  void aWriteThatArrivesAfterANewerOneMadeInIgnoranceOfItIsTheLoser() {
    assertEquals(Outcome.SUPERSEDED_IN_CONFLICT, decide(at(5, HERE), at(4, PEER), NOTHING_KNOWN));
    assertEquals(
        Outcome.SUPERSEDED_IN_CONFLICT, decide(at(5, HERE), at(4, PEER), knows(HERE, PEER, 3)));
  }

  @Test
  void aWriteThatTheWinnersRegionHadAppliedIsJustLate() {
    assertEquals(Outcome.SUPERSEDED, decide(at(5, HERE), at(4, PEER), knows(HERE, PEER, 4)));
  }

  @Test
  void aWriteThatReplacesOneThatItKnewIsNoConflict() {
    assertEquals(Outcome.APPLY, decide(at(4, HERE), at(5, PEER), knows(PEER, HERE, 4)));
  }

  @Test
  void aWriteThatReplacesOneThatItDidNotKnowMakesItTheLoser() {
    assertEquals(Outcome.APPLY_IN_CONFLICT, decide(at(4, HERE), at(5, PEER), knows(PEER, HERE, 3)));
  }

  @Test
  void equalTimesAreDecidedByTheRegionsName() {
    assertEquals(Outcome.APPLY_IN_CONFLICT, decide(at(5, HERE), at(5, PEER), NOTHING_KNOWN));
  }

  @Test
  void aRecordNamesTheWinnerFirst() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ConflictRecord(new byte[8], at(4, PEER), at(5, HERE), null, 0));
  }

  private static Outcome decide(Version standing, Version incoming, Knowledge knowledge) {
    return LastWriterWins.decide(standing, incoming, knowledge);
  }

  @Provide
  Arbitrary<List<Version>> versions() {
    return Combinators.combine(Arbitraries.longs().between(0, 20), Arbitraries.of(HERE, PEER))
        .as(Version::new)
        .list();
  }
}
