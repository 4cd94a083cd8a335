package io.antipode.node.transaction;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.HoldResult;
import io.antipode.replication.clock.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a {@link WriteTransaction} ended. */
public sealed interface WriteOutcome {
  /**
   * It took place.
   *
   * @param uses the capacity of each action, in their order
   * @param newest version that was written, null where nothing was
   */
  record Committed(List<CapacityUse> uses, @Nullable Version newest) implements WriteOutcome {}

  /**
   * It did not.
   *
   * @param reasons of each action, in their order; one that agreed is {@link HoldResult.Held}
   */
  record Cancelled(List<HoldResult> reasons) implements WriteOutcome {}

  /** Its items would be larger together than is allowed. */
  record TooLarge(long bytes) implements WriteOutcome {}

  /**
   * It took place before, for another request with its token.
   *
   * @param readUnits of each table, by name
   */
  record Repeated(Map<String, Long> readUnits) implements WriteOutcome {}

  /** Another request with its token is under way. */
  record InProgress() implements WriteOutcome {}

  /** Another request with its token asked something else. */
  record Mismatch() implements WriteOutcome {}
}
