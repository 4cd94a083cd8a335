package io.antipode.node.operation.transaction;

import io.antipode.node.action.HoldResult;
import io.antipode.node.action.Refused;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.CancellationReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why an action of a transaction did not take place, as the API tells it. */
public final class Reasons {
  /** Something else wanted the item at the same time. */
  static final CancellationReason CONFLICT =
      new CancellationReason("TransactionConflict", "Transaction is ongoing for the item", null);

  private Reasons() {}

  /** Of an action whose table has no capacity left for it. */
  static CancellationReason throttled(ApiError error) {
    return new CancellationReason(
        error.type() == ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED
            ? "ProvisionedThroughputExceeded"
            : "ThrottlingError",
        error.message(),
        null);
  }

  /** The same of several actions, null for those that may begin. */
  static ApiException throttled(List<? extends @Nullable ApiError> errors) {
    return new ApiException(
        ApiError.cancelled(
            errors.stream()
                .map(error -> error == null ? CancellationReason.NONE : throttled(error))
                .toList()));
  }

  /** Of an action that does not fit its table; rethrows what is no client's fault. */
  public static CancellationReason invalid(RuntimeException refused) {
    @Nullable ApiError error = Failures.errorOf(refused);
    if (error == null || error.type() != ErrorType.VALIDATION) {
      throw refused;
    }
    return new CancellationReason("ValidationError", error.message(), null);
  }

  /** Of what a shard said of an action. */
  public static CancellationReason of(HoldResult result) {
    return switch (result) {
      case HoldResult.Held _, HoldResult.TooLarge _, Refused _ -> CancellationReason.NONE;
      case HoldResult.ConditionFailed(var item) ->
          new CancellationReason("ConditionalCheckFailed", "The conditional request failed", item);
      case HoldResult.Invalid(String message) ->
          new CancellationReason("ValidationError", message, null);
      case HoldResult.Conflict _ -> CONFLICT;
    };
  }
}
