package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Runs a table of cases: a line {@code Action request}, then a line {@code -> answer}. */
final class Cases {
  private Cases() {}

  static void run(Bed bed, String table) {
    List<Executable> checks = new ArrayList<>();
    String action = "";
    String request = "";
    for (String line : table.lines().map(String::strip).toList()) {
      if (line.startsWith("-> ")) {
        String answer = bed.call(action, request);
        String expected = line.substring(3);
        String asked = action + " " + request;
        checks.add(() -> assertEquals(expected, answer, asked));
      } else if (!line.isEmpty()) {
        int space = line.indexOf(' ');
        action = line.substring(0, space);
        request = line.substring(space + 1);
      }
    }
    assertFalse(checks.isEmpty());
    assertAll(checks);
  }
}
