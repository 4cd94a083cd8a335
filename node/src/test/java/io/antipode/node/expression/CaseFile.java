package io.antipode.node.expression;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Cases as data: a line with an expression, then an indented line with what comes of it; {@code //}
 * begins a comment, empty lines are skipped.
 */
record CaseFile(List<Case> cases) {
  /**
   * @param expression {@code <empty>} in the file stands for none
   */
  record Case(String expression, String outcome) {
    @Override
    public String toString() {
      return expression;
    }
  }

  static CaseFile load(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(CaseFile.class.getResourceAsStream(name), name)) {
      List<Case> cases = new ArrayList<>();
      String expression = null;
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("  ") && expression != null) {
          cases.add(new Case(expression.equals("<empty>") ? "" : expression, line.substring(2)));
          expression = null;
        } else if (!line.isEmpty() && !line.startsWith("//")) {
          if (expression != null) {
            throw new IllegalStateException("no outcome for " + expression);
          }
          expression = line;
        }
      }
      return new CaseFile(cases);
    }
  }
}
