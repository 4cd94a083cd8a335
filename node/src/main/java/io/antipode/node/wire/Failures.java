package io.antipode.node.wire;

import com.fasterxml.jackson.core.JacksonException;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.item.InvalidItemException;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.wire.http.HttpHandler.BodyRefusal;

/** What clients are told of what goes wrong before and while an action runs. */
final class Failures {
  static final ApiError OVER_BUDGET =
      new ApiError(
          ErrorType.SERVICE_UNAVAILABLE,
          "Too many large requests are under way. Please try again shortly");

  private Failures() {}

  static ApiError of(BodyRefusal refusal) {
    return switch (refusal) {
      case OVER_BUDGET -> OVER_BUDGET;
      case TOO_LARGE ->
          new ApiError(
              ErrorType.REQUEST_ENTITY_TOO_LARGE,
              "Request body must not be larger than " + JsonIn.MAX_DOCUMENT_BYTES + " bytes");
    };
  }

  static ApiError of(Throwable thrown) {
    return switch (thrown) {
      case ApiException e -> e.error();
      case InvalidItemException e -> ApiError.validation(String.valueOf(e.getMessage()));
      case ExpressionException e -> ApiError.validation(String.valueOf(e.getMessage()));
      case MalformedJsonException e ->
          new ApiError(ErrorType.SERIALIZATION, String.valueOf(e.getMessage()));
      case JacksonException e -> new ApiError(ErrorType.SERIALIZATION, "");
      default -> new ApiError(ErrorType.INTERNAL_SERVER_ERROR, "Internal server error");
    };
  }
}
