package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No statement, however wrong, is answered with anything but a result or one of the API's errors.
 * {@code -Dantipode.statements=1000000} asks more of them, {@code -Dantipode.statements.seed=N}
 * others.
 */
final class StatementFuzzTest {
  private static final int COUNT = Integer.getInteger("antipode.statements", 20_000);
  private static final long SEED = Long.getLong("antipode.statements.seed", 20_261_130);
  private static final int IN_A_BATCH = 7;

  @TempDir Path folder;

  @Test
  void everyStatementIsAnswered() throws Exception {
    Statements statements = new Statements(folder);
    RandomStatement random = new RandomStatement(SEED);
    Set<String> kinds = new TreeSet<>();
    for (int i = 0; i < COUNT; i++) {
      String request = random.next();
      if (i % IN_A_BATCH == 0) {
        String[] members = {request, random.next()};
        answered(statements.batch(members), Arrays.toString(members));
        answered(statements.transact(members), Arrays.toString(members));
      } else {
        String answer = statements.call("ExecuteStatement", request);
        answered(answer, request);
        kinds.add(answer.substring(0, Math.max(1, answer.indexOf(':'))));
      }
    }
    assertEquals(
        "[ConditionalCheckFailedException, DuplicateItemException,"
            + " ResourceNotFoundException, SerializationException, ValidationException, {'Items']",
        kinds.toString());
  }

  private static void answered(String answer, String request) {
    assertFalse(answer.contains("InternalServerError"), () -> answer + " to " + request);
  }
}
