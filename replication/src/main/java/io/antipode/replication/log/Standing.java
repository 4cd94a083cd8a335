package io.antipode.replication.log;

import org.jspecify.annotations.Nullable;

/** What is known of a shard's age; clients are served only where it is CURRENT. */
public enum Standing {
  CURRENT(0),
  /** Was away for longer than retention: peers may have forgotten what it has not heard of. */
  SUSPECT(1),
  /** Peers have: what is here is being replaced. */
  STALE(2);

  private final int code;

  Standing(int code) {
    this.code = code;
  }

  /** The number by which files know it. */
  public int code() {
    return code;
  }

  /** The standing of that number, or null where there is none. */
  public static @Nullable Standing of(long code) {
    for (Standing standing : values()) {
      if (standing.code == code) {
        return standing;
      }
    }
    return null;
  }
}
