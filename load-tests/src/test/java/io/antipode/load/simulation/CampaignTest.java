package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.load.simulation.DamageCampaign.Outcome;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The small form of {@code ./antipode chaos simulate power-cuts} and {@code … damage}; {@code
 * -Dantipode.campaign.cases=N} sets how many cases run.
 */
final class CampaignTest {
  private static final long CASES = Long.getLong("antipode.campaign.cases", 1_000);

  /** Of a whole folder: a tenth of a second each. */
  private static final long FOLDERS = Long.getLong("antipode.campaign.folders", 300);

  private static final long CLOCKS = Long.getLong("antipode.campaign.clocks", 60);
  private static final Logger PRODUCT = (Logger) LoggerFactory.getLogger("io.antipode");

  @BeforeAll
  static void silence() {
    PRODUCT.setLevel(Level.OFF);
  }

  @AfterAll
  static void listen() {
    PRODUCT.setLevel(null);
  }

  private static void each(LongConsumer one) {
    each(CASES, one);
  }

  private static void each(long cases, LongConsumer one) {
    LongStream.rangeClosed(1, cases)
        .parallel()
        .forEach(
            seed -> {
              try {
                one.accept(seed);
              } catch (Violation e) {
                throw new AssertionError("case " + seed + ": " + e.getMessage(), e);
              }
            });
  }

  @Test
  void nothingAcknowledgedIsLostInAPowerCut() {
    each(PowerCutCampaign::run);
  }

  @Test
  void damageIsNamedOrHarmless() {
    Map<Outcome, Long> outcomes = new ConcurrentHashMap<>();
    each(seed -> outcomes.merge(DamageCampaign.run(seed), 1L, Long::sum));
    System.out.println("damage: " + outcomes);
    long named =
        outcomes.getOrDefault(Outcome.NAMED, 0L) + outcomes.getOrDefault(Outcome.MENDED, 0L);
    long spare = outcomes.getOrDefault(Outcome.SPARE, 0L);
    assertTrue(
        named >= (CASES - spare) * 9 / 10,
        "nearly every damage is to be named or mended: " + outcomes);
  }

  @Test
  void noDamageToAFolderIsSilentOrWithoutAWayOut() {
    Map<FolderCampaign.Outcome, Long> outcomes = new ConcurrentHashMap<>();
    Set<String> kinds = ConcurrentHashMap.newKeySet();
    each(
        FOLDERS,
        seed -> {
          FolderCampaign.Result result = FolderCampaign.run(seed);
          outcomes.merge(result.outcome(), 1L, Long::sum);
          kinds.add(result.kind());
        });
    System.out.println("folders: " + outcomes + ", " + kinds.size() + " kinds of files");
    assertTrue(kinds.size() >= 35, "nearly every kind of file is to be struck: " + kinds);
    assertTrue(
        outcomes.getOrDefault(FolderCampaign.Outcome.TORN_END, 0L) <= FOLDERS / 20,
        "little is to look like a torn end: " + outcomes);
  }

  @Test
  void clocksThatWereAheadComeBackWithoutLoss() {
    Map<ClockCampaign.Outcome, Long> outcomes = new ConcurrentHashMap<>();
    each(CLOCKS, seed -> outcomes.merge(ClockCampaign.run(seed), 1L, Long::sum));
    System.out.println("clocks: " + outcomes);
  }
}
