package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.json.JsonReader;
import io.antipode.node.wire.http.HttpHandler.BodyRefusal;

/** What clients are told where the body of a request is not taken. */
final class BodyRefusals {
  static final ApiError OVER_BUDGET =
      new ApiError(
          ErrorType.SERVICE_UNAVAILABLE,
          "Too many large requests are under way. Please try again shortly");

  private BodyRefusals() {}

  static ApiError of(BodyRefusal refusal) {
    return switch (refusal) {
      case OVER_BUDGET -> OVER_BUDGET;
      case TOO_LARGE ->
          new ApiError(
              ErrorType.REQUEST_ENTITY_TOO_LARGE,
              "Request body must not be larger than " + JsonReader.MAX_DOCUMENT_BYTES + " bytes");
    };
  }
}
