package io.antipode.node.operation.legacy;

/** The legacy comparison operators: how many arguments of which types each takes. */
enum ComparisonOperator {
  EQ(1, 1),
  NE(1, 1),
  LE(1, 1),
  LT(1, 1),
  GE(1, 1),
  GT(1, 1),
  NOT_NULL(0, 0),
  NULL(0, 0),
  CONTAINS(1, 1),
  NOT_CONTAINS(1, 1),
  BEGINS_WITH(1, 1),
  IN(1, Integer.MAX_VALUE),
  BETWEEN(2, 2);

  private final int minArguments;
  private final int maxArguments;

  ComparisonOperator(int minArguments, int maxArguments) {
    this.minArguments = minArguments;
    this.maxArguments = maxArguments;
  }

  boolean takes(int arguments) {
    return arguments >= minArguments && arguments <= maxArguments;
  }

  boolean takes(String typeName) {
    boolean string = typeName.equals("S") || typeName.equals("B");
    boolean ordered = string || typeName.equals("N");
    return switch (this) {
      case EQ, NE, NOT_NULL, NULL -> true;
      case LE, LT, GE, GT, BETWEEN -> ordered;
      case BEGINS_WITH -> string;
      case CONTAINS, NOT_CONTAINS, IN ->
          ordered || typeName.equals("BOOL") || typeName.equals("NULL");
    };
  }
}
