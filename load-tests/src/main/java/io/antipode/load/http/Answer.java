package io.antipode.load.http;

import org.jspecify.annotations.Nullable;

/** The answer at hand; its parts are only made when asked for. */
public interface Answer {
  int status();

  String body();

  /** A header's value, or null; the name in lower case. */
  @Nullable String header(String name);
}
