package io.antipode.node.api;

import io.antipode.node.expression.ExpressionException;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.json.MalformedJsonException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The one place that turns a failure into an error of the API. */
public final class Failures {
  /** What a client is told of a defect of ours. */
  public static final ApiError DEFECT =
      new ApiError(ErrorType.INTERNAL_SERVER_ERROR, "Internal server error");

  /** What was read for answers that wait for more fills the memory that there is for it. */
  public static final ApiError TOO_MANY_READS =
      new ApiError(
          ErrorType.SERVICE_UNAVAILABLE,
          "Too many large reads are under way. Please try again shortly");

  private Failures() {}

  /** The answer to a failure that a client can cause; null for any other, which is a defect. */
  public static @Nullable ApiError errorOf(Throwable failure) {
    return switch (failure) {
      case ApiException api -> api.error();
      case ExpressionException expression ->
          ApiError.validation(String.valueOf(expression.getMessage()));
      case InvalidItemException item -> ApiError.validation(String.valueOf(item.getMessage()));
      case MalformedJsonException json ->
          new ApiError(ErrorType.SERIALIZATION, String.valueOf(json.getMessage()));
      case CompletionException wrapped when wrapped.getCause() != null ->
          errorOf(wrapped.getCause());
      default -> null;
    };
  }
}
