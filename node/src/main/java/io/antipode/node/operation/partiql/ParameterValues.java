package io.antipode.node.operation.partiql;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Encoded;
import io.antipode.node.partiql.StatementException;
import java.util.List;

/** The values of a statement's question marks, and how many of them were used. Not thread-safe. */
final class ParameterValues {
  private static final String MISMATCH =
      "Number of parameters in request and statement don't match.";

  private final List<AttributeValue> given;
  private int used;

  ParameterValues(List<AttributeValue> given) {
    this.given = given;
  }

  /** The value of a question mark; refuses one that has none. */
  Encoded value(int number) {
    if (number >= given.size()) {
      throw new StatementException(MISMATCH);
    }
    used = Math.max(used, number + 1);
    return Encoded.of(given.get(number));
  }

  /** Refuses values that nothing asked for; once the whole statement is bound. */
  void requireAllUsed() {
    if (used < given.size()) {
      throw new StatementException(MISMATCH);
    }
  }
}
