package io.antipode.load.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.antipode.load.simulation.DamageCampaign.Outcome;
import java.util.Map;
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
    LongStream.rangeClosed(1, CASES)
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
}
