package io.antipode.cluster.topology;

/** What a stranger sent, for a line of the log. */
public final class Printable {
  private Printable() {}

  /**
   * The text cut, and without what would break a line, or mean something to a terminal.
   *
   * @param maxLength in characters
   */
  public static String of(String text, int maxLength) {
    return text.substring(0, Math.min(maxLength, text.length())).replaceAll("[^ -~]", "?");
  }
}
