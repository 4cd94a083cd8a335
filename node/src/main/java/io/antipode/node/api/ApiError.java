package io.antipode.node.api;

import io.antipode.node.item.Item;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An error as DynamoDB answers it.
 *
 * @param item the item that failed a condition, where the caller asked for it
 * @param throttlingReasons for throttling errors; else empty
 * @param cancellationReasons of each action of a transaction that was cancelled; else empty
 */
public record ApiError(
    ErrorType type,
    String message,
    @Nullable Item item,
    List<ThrottlingReason> throttlingReasons,
    List<CancellationReason> cancellationReasons) {

  public ApiError(ErrorType type, String message) {
    this(type, message, null, List.of(), List.of());
  }

  /** Of a condition that failed, with the item where it was asked for. */
  public static ApiError conditionFailed(@Nullable Item item) {
    return new ApiError(
        ErrorType.CONDITIONAL_CHECK_FAILED,
        "The conditional request failed",
        item,
        List.of(),
        List.of());
  }

  /** Of a transaction. */
  public static ApiError cancelled(List<CancellationReason> reasons) {
    String codes =
        reasons.stream().map(CancellationReason::code).collect(Collectors.joining(", ", "[", "]"));
    return new ApiError(
        ErrorType.TRANSACTION_CANCELED,
        "Transaction cancelled, please refer cancellation reasons for specific reasons " + codes,
        null,
        List.of(),
        reasons);
  }

  /** Of a request that wanted more throughput than there was. */
  public static ApiError throttled(ErrorType type, String message, List<ThrottlingReason> reasons) {
    return new ApiError(type, message, null, List.copyOf(reasons), List.of());
  }

  /**
   * Why an action of a transaction did not take place.
   *
   * @param code such as {@code ConditionalCheckFailed}; {@code None} for one that would have
   * @param message null for none
   * @param item the item that failed a condition, where it was asked for
   */
  public record CancellationReason(String code, @Nullable String message, @Nullable Item item) {
    public static final CancellationReason NONE = new CancellationReason("None", null, null);
  }

  /** Reason such as {@code TableWriteProvisionedThroughputExceeded}, and the resource's ARN. */
  public record ThrottlingReason(String reason, String resource) {}

  public static ApiError validation(String message) {
    return new ApiError(ErrorType.VALIDATION, message);
  }
}
