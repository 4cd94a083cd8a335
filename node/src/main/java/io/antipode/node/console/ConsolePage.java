package io.antipode.node.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The page's bytes. */
public final class ConsolePage {
  private static final byte[] HTML = read();

  private ConsolePage() {}

  /** UTF-8 HTML; not to be changed. */
  public static byte[] html() {
    return HTML;
  }

  private static byte[] read() {
    try (InputStream page =
        Objects.requireNonNull(ConsolePage.class.getResourceAsStream("console.html"))) {
      return page.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("console.html", e);
    }
  }
}
