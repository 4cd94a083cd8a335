package io.antipode.node.operation.legacy;

import java.util.Set;

/** The legacy comparison operators: how many arguments of which types each takes. */
enum ComparisonOperator {
  EQ(1, 1, Types.ANY),
  NE(1, 1, Types.ANY),
  LE(1, 1, Types.SCALAR),
  LT(1, 1, Types.SCALAR),
  GE(1, 1, Types.SCALAR),
  GT(1, 1, Types.SCALAR),
  NOT_NULL(0, 0, Types.ANY),
  NULL(0, 0, Types.ANY),
  CONTAINS(1, 1, Types.ELEMENT),
  NOT_CONTAINS(1, 1, Types.ELEMENT),
  BEGINS_WITH(1, 1, Types.PREFIX),
  IN(1, Integer.MAX_VALUE, Types.ELEMENT),
  BETWEEN(2, 2, Types.SCALAR);

  private final int minArguments;
  private final int maxArguments;
  private final Set<String> types;

  ComparisonOperator(int minArguments, int maxArguments, Set<String> types) {
    this.minArguments = minArguments;
    this.maxArguments = maxArguments;
    this.types = types;
  }

  boolean takes(int arguments) {
    return arguments >= minArguments && arguments <= maxArguments;
  }

  boolean takes(String typeName) {
    return types.contains(typeName);
  }

  private static final class Types {
    static final Set<String> ANY =
        Set.of("S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M");
    static final Set<String> SCALAR = Set.of("S", "N", "B");
    static final Set<String> ELEMENT = Set.of("S", "N", "B", "BOOL", "NULL");
    static final Set<String> PREFIX = Set.of("S", "B");
  }
}
