package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.load.scenario.FaultType;
import io.antipode.load.scenario.Layer;
import io.antipode.load.simulation.Simulation.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * {@code -Dantipode.simulation.seeds=N} sets how many seeds run, {@code
 * -Dantipode.simulation.first=S} where they begin. A failing seed is shown, with its trace and as
 * small as it gets, by {@code ./antipode chaos simulate --seed SEED}.
 */
final class SimulationTest {
  private static final long SEEDS = Long.getLong("antipode.simulation.seeds", 1_000);
  private static final long FIRST = Long.getLong("antipode.simulation.first", 1);
  private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("io.antipode");

  /** What the product warns of here is what was done to it. */
  @BeforeAll
  static void silence() {
    PRODUCT.setLevel(Level.OFF);
  }

  @AfterAll
  static void listen() {
    PRODUCT.setLevel(null);
  }

  private static Outcome run(long seed) {
    try {
      return Simulation.run(seed);
    } catch (Violation e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  @Test
  void everySeedKeepsEveryPromise() {
    List<Outcome> outcomes =
        LongStream.range(FIRST, FIRST + SEEDS).parallel().mapToObj(SimulationTest::run).toList();
    Map<FaultType, Long> faults = new EnumMap<>(FaultType.class);
    outcomes.forEach(
        each -> each.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum)));
    System.out.printf(
        "simulation: %,d seeds, %,d writes (%,d acknowledged), %,d conflicts, %,d events,"
            + " %,d s of virtual time, faults %s%n",
        outcomes.size(),
        outcomes.stream().mapToLong(Outcome::writes).sum(),
        outcomes.stream().mapToLong(Outcome::acknowledged).sum(),
        outcomes.stream().mapToLong(Outcome::conflicts).sum(),
        outcomes.stream().mapToLong(Outcome::events).sum(),
        outcomes.stream().mapToLong(Outcome::virtualMs).sum() / 1_000,
        faults);
    if (SEEDS >= 200) {
      assertEquals(FaultType.of(Layer.SIMULATION), faults.keySet(), "some faults never struck");
      assertTrue(
          outcomes.stream().anyMatch(each -> each.damagesFound() > 0), "no damage was found");
      assertTrue(outcomes.stream().anyMatch(each -> each.conflicts() > 0), "no writes conflicted");
    }
  }

  @Test
  void aSeedReplaysExactly() {
    for (long seed = FIRST; seed < FIRST + 3; seed++) {
      assertEquals(run(seed), run(seed));
    }
  }

  /**
   * Seeds that failed once. All but 1 and 2 are other runs since each decision of a seed has a
   * stream of chance of its own; what they taught is kept by unit tests, named here. 250 and 38306:
   * each of many power cuts drove the clock further ahead (ClockBoundFileTest). 288: a region that
   * was lost twice was never seeded again (ReplicaMembershipTest). 1635: recovery let a tombstone
   * that had been forgotten beat what was written later (no other test: views now take each record
   * whatever stands). 1652 and 9076: a copier lost its disk half-way, and what came late of an
   * earlier seed made a new replica forget what it had got (SeedTrackerTest). 7904: a deletion was
   * forgotten by age while a region that was connected had yet to hear of it (RejoinTest). 17747: a
   * clock that was set back between two processes gave out times that peers had passed already
   * (ReplicatedStorageShardTest). 181509, 181644, 221289 and 230100: a heartbeat on a full link
   * promised that nothing was left to ship, and a region that had lost its disk told a third one
   * that it had all (RegionReplicationTest). 1 and 2: a put that met a deletion in flight, in a
   * table of one region, was acknowledged and shown by GetItem, and never by Scan
   * (ViewsInStepTest). 30185: the judge's own mistake: a deletion that was never answered won, was
   * forgotten by age, and a write came late (CheckersTest). 44711: the judge's again: a peer that
   * had a third region's complete copy was told to count from the start, and what it had
   * acknowledged before that was taken for waiting (no other test). 79902: the judge's again: a
   * region that lost its power while it stopped was taken for one that had never stopped, so that
   * its lag, which begins anew with a process, was called too small (no other test). 81004: a
   * region whose clock's file was damaged, and which had written nothing itself, could not know how
   * long it had been away, and served at once (ShardRecoveryTest). 82276: the judge's own: a
   * replica's removal that came while it looked for the last time was taken for a loss (no other
   * test). 93725 and 106978: the first write of a new journal went astray, over a log whose end
   * only the old journal had, and what had been synced looked like a torn tail (LogRecoveryTest).
   * 117513: a write went astray over the header of a log's first segment, which alone said that no
   * power cut had come (LogRecoveryTest). 127278: the judge's: it waited for a process that stood
   * still (no other test). 201220: a region that had peers count its log from the beginning after a
   * power cut sent a put whose deletion, another region's, all had forgotten: it came back in the
   * others. Taken back with what caused it. 301332: as 81004, of a region whose log held nothing at
   * all (ShardRecoveryTest).
   */
  @ParameterizedTest
  @ValueSource(
      longs = {
        1, 2, 250, 288, 1635, 1652, 7904, 9076, 17747, 30185, 38306, 44711, 79902, 81004, 82276,
        93725, 106978, 117513, 127278, 201220, 181509, 181644, 221289, 230100, 301332
      })
  void whatFailedOnceStaysMended(long seed) {
    run(seed);
  }
}
