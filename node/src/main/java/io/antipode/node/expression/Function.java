package io.antipode.node.expression;

import org.jspecify.annotations.Nullable;

/** The functions of the language; their names are lower case only. */
public enum Function {
  ATTRIBUTE_EXISTS("attribute_exists", 1, false),
  ATTRIBUTE_NOT_EXISTS("attribute_not_exists", 1, false),
  ATTRIBUTE_TYPE("attribute_type", 2, false),
  BEGINS_WITH("begins_with", 2, false),
  CONTAINS("contains", 2, false),
  SIZE("size", 1, false),
  IF_NOT_EXISTS("if_not_exists", 2, true),
  LIST_APPEND("list_append", 2, true);

  private final String text;
  private final int operandCount;
  private final boolean forUpdates;

  Function(String text, int operandCount, boolean forUpdates) {
    this.text = text;
    this.operandCount = operandCount;
    this.forUpdates = forUpdates;
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  /** How many operands it takes. */
  public int operandCount() {
    return operandCount;
  }

  /** Whether it stands in updates; the others stand in conditions. */
  public boolean forUpdates() {
    return forUpdates;
  }

  /** The function of that name, null for none. */
  public static @Nullable Function of(String text) {
    return switch (text) {
      case "attribute_exists" -> ATTRIBUTE_EXISTS;
      case "attribute_not_exists" -> ATTRIBUTE_NOT_EXISTS;
      case "attribute_type" -> ATTRIBUTE_TYPE;
      case "begins_with" -> BEGINS_WITH;
      case "contains" -> CONTAINS;
      case "size" -> SIZE;
      case "if_not_exists" -> IF_NOT_EXISTS;
      case "list_append" -> LIST_APPEND;
      default -> null;
    };
  }
}
