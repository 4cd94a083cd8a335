package io.antipode.load.workload;

import org.jspecify.annotations.Nullable;

/**
 * An answer of the API.
 *
 * @param status of HTTP; 0 where the outcome is unknown (timeout, broken connection, killed server)
 * @param body JSON, empty where the status is 0
 * @param version the header {@code x-antipode-version}, or null
 */
public record Reply(int status, byte[] body, @Nullable String version) {
  private static final byte[] NO_BODY = {};

  /** No answer. */
  public static final Reply UNKNOWN = new Reply(0, NO_BODY, null);

  public boolean isOk() {
    return status == 200;
  }
}
