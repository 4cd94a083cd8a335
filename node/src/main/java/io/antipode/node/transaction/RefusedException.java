package io.antipode.node.transaction;

import io.antipode.node.action.Refused;

/** A shard refused its part, for now: nothing was done. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refused refused;

  RefusedException(Refused refused) {
    super(refused.toString(), null, false, false);
    this.refused = refused;
  }

  public Refused refused() {
    return refused;
  }
}
