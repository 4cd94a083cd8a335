package io.antipode.load.history;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a client, from its call to its answer.
 *
 * @param id its place in the history, in the order of invocation
 * @param process the session that called: it has at most one operation at a time, except batches
 * @param region the region that was asked
 * @param invokedNs the run's time of the call
 * @param returnedNs the run's time of the answer, {@link #NEVER} for an INDETERMINATE one, whose
 *     effect may come at any time after the call
 * @param error the error's name for FAIL and INDETERMINATE, else empty
 * @param version of the write, from {@code x-antipode-version}
 */
public record Op(
    int id,
    int process,
    Region region,
    Action action,
    long invokedNs,
    long returnedNs,
    Outcome outcome,
    String error,
    Result result,
    @Nullable Version version) {
  public static final long NEVER = Long.MAX_VALUE;

  public boolean isOk() {
    return outcome == Outcome.OK;
  }

  /** Whether it may have changed something. */
  public boolean mayHaveHappened() {
    return outcome != Outcome.FAIL;
  }

  /** Whether this one's answer came before the other's call. */
  public boolean endedBefore(Op other) {
    return returnedNs < other.invokedNs;
  }

  @Override
  public String toString() {
    return OpText.of(this);
  }
}
