package io.antipode.node.item;

/**
 * The lengths that an attribute's name may have, wherever a request names one: in an item, at the
 * top or nested, and in the parameters that speak of attributes.
 */
public final class AttributeName {
  /** The longest name, in UTF-8. */
  public static final int MAX_BYTES = ItemLayout.MAX_NAME_BYTES;

  /** What is said of a longer one. */
  public static final String TOO_LARGE =
      "Attribute name is too large, must be less than " + (MAX_BYTES + 1) + " bytes";

  /** What is said of one of no bytes. */
  public static final String EMPTY = "Empty attribute name";

  private static final String INVALID = "One or more parameter values were invalid: ";

  private AttributeName() {}

  /** Throws {@link InvalidItemException} for a name that is empty or too long. */
  public static void require(String name) {
    requireLength(name.length() > MAX_BYTES ? name.length() : Utf8.length(name));
  }

  /**
   * As {@link #require}.
   *
   * @param lengthBytes of the name in UTF-8
   */
  public static void requireLength(int lengthBytes) {
    if (lengthBytes == 0) {
      throw new InvalidItemException(INVALID + EMPTY);
    }
    requireAtMost(lengthBytes);
  }

  /** The upper bound alone: the writer's own placeholders are empty. */
  static void requireAtMost(int lengthBytes) {
    if (lengthBytes > MAX_BYTES) {
      throw new InvalidItemException(INVALID + TOO_LARGE);
    }
  }
}
