package io.antipode.node.json;

/**
 * Whether a request may have what AWS refuses and DynamoDB Local takes, so that tools which were
 * only ever tried there work. Any thread.
 */
public interface Leniency {
  /** Takes what AWS takes. */
  Leniency NONE = (slip, where) -> false;

  /** A way in which requests differ from what AWS takes. */
  enum Slip {
    NUMBER_AS_STRING("a number as a string"),
    BOOLEAN_AS_STRING("a boolean as a string"),
    STRING_AS_NUMBER("a string as a number"),
    UNUSED_DEFINITION("an attribute that no key uses"),
    UNUSED_CAPACITY("capacity beside PAY_PER_REQUEST"),
    EMPTY_LIST("an empty list");

    private final String text;

    Slip(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Whether a slip is overlooked; who does says so, once.
   *
   * @param where the member that has it: a name of the API's, none of the client's
   */
  boolean overlooks(Slip slip, String where);
}
