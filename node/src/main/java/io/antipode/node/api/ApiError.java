package io.antipode.node.api;

import io.antipode.node.item.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as DynamoDB answers it.
 *
 * @param item the item that failed a condition, where the caller asked for it
 * @param throttlingReasons for throttling errors; else empty
 */
public record ApiError(
    ErrorType type, String message, @Nullable Item item, List<ThrottlingReason> throttlingReasons) {

  public ApiError(ErrorType type, String message) {
    this(type, message, null, List.of());
  }

  /** Reason such as {@code TableWriteProvisionedThroughputExceeded}, and the resource's ARN. */
  public record ThrottlingReason(String reason, String resource) {}

  public static ApiError validation(String message) {
    return new ApiError(ErrorType.VALIDATION, message);
  }
}
