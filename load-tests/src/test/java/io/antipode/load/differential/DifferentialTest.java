package io.antipode.load.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.load.differential.RandomRequests.Request;
import io.antipode.load.http.ControlClient;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random requests to both servers. {@code -Dantipode.differential.seed=N} replays one seed, {@code
 * -Dantipode.differential.requests=N} sets how many.
 */
final class DifferentialTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final String REGION = "us-east-1";
  private static final int SHOWN = 20;

  private static DynamoDbLocal oracle;
  private static AntipodeUp antipode;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    oracle = DynamoDbLocal.start(HOME);
    antipode =
        AntipodeUp.start(
            HOME,
            Files.createFile(folder.resolve("log")),
            List.of("--regions", REGION, "--data", folder.resolve("data").toString()));
  }

  @AfterAll
  static void stop() {
    oracle.close();
    antipode.close();
  }

  @Test
  void randomRequestsAreAnsweredAlike() {
    ControlClient theirs = new ControlClient(oracle.address(), REGION);
    ControlClient ours = new ControlClient(antipode.address(), REGION);
    for (String table : RandomRequests.SETUP) {
      theirs.call("CreateTable", table);
      ours.call("CreateTable", table);
    }
    long seed = Long.getLong("antipode.differential.seed", 20_261_123);
    int count = Integer.getInteger("antipode.differential.requests", 4_000);
    RandomRequests requests = new RandomRequests(seed);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Request request = requests.next();
      boolean removesFromNothing = RemovalFromNothing.is(request, ours);
      String expected =
          Answers.normal(theirs.tryCall(request.action(), request.body()), request.ordered());
      String actual =
          Answers.normal(ours.tryCall(request.action(), request.body()), request.ordered());
      if (removesFromNothing) {
        RemovalFromNothing.undo(request, theirs);
      }
      if (RefusedBatch.is(request, actual)) {
        RefusedBatch.undo(ours, theirs);
      }
      if (!expected.equals(actual)
          && !(removesFromNothing && RemovalFromNothing.allows(expected, actual))
          && !KnownDifferences.allows(request, expected, actual)) {
        differences.add(
            "%s %s%n  DynamoDB Local: %s%n  Antipode:       %s"
                .formatted(request.action(), request.body(), expected, actual));
      }
    }
    assertEquals(
        List.of(),
        differences.subList(0, Math.min(SHOWN, differences.size())),
        () -> differences.size() + " of " + count + " answers differ, seed " + seed);
  }
}
