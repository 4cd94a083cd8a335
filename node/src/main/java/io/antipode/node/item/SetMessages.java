package io.antipode.node.item;

import java.util.Arrays;
import java.util.Base64;
import java.util.StringJoiner;

/** DynamoDB's messages for sets without members, and for names and members given twice. */
final class SetMessages {
  private SetMessages() {}

  /** Refuses a set without members; maps may be empty. */
  static void refuseEmpty(byte tag) {
    String message =
        switch (tag) {
          case ItemLayout.SS -> "An string set  may not be empty";
          case ItemLayout.NS -> "An number set  may not be empty";
          case ItemLayout.BS -> "Binary sets should not be empty";
          default -> "";
        };
    if (!message.isEmpty()) {
      throw new InvalidItemException("One or more parameter values were invalid: " + message);
    }
  }

  /**
   * @param bodyStart where the members begin, in the order that they were given
   * @param mark the entry that repeats another
   */
  static String duplicate(byte tag, byte[] bytes, int bodyStart, int mark, int count) {
    return switch (tag) {
      case ItemLayout.NS -> "Input collection contains duplicates";
      case ItemLayout.SS ->
          "One or more parameter values were invalid: Input collection "
              + members(tag, bytes, bodyStart, count)
              + " contains duplicates.";
      case ItemLayout.BS ->
          "One or more parameter values were invalid: Input collection "
              + members(tag, bytes, bodyStart, count)
              + "of type BS contains duplicates.";
      default ->
          "One or more parameter values were invalid: Duplicate attribute name: "
              + Utf8.decode(bytes, mark + 2, ItemLayout.uint16(bytes, mark));
    };
  }

  private static String members(byte tag, byte[] bytes, int bodyStart, int count) {
    StringJoiner members = new StringJoiner(", ", "[", "]");
    int at = bodyStart;
    for (int i = 0; i < count; i++) {
      int size = ItemLayout.int32(bytes, at);
      at += 4;
      members.add(
          tag == ItemLayout.SS
              ? Utf8.decode(bytes, at, size)
              : Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, at + size)));
      at += size;
    }
    return members.toString();
  }
}
