package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;

/**
 * Errors as DynamoDB spells them. The framework's own errors say {@code Message} with a capital,
 * and leave it out where there is nothing to say; the service's say {@code message}.
 */
final class ErrorBody {
  private ErrorBody() {}

  static void write(ApiError error, JsonOut out) {
    out.beginObject().name("__type").value(error.type().typeName());
    if (!error.message().isEmpty()) {
      out.name(capitalised(error.type()) ? "Message" : "message").value(error.message());
    }
    Item item = error.item();
    if (item != null) {
      out.name("Item").item(item);
    }
    if (!error.throttlingReasons().isEmpty()) {
      out.name(error.type() == ErrorType.THROTTLING ? "throttlingReasons" : "ThrottlingReasons")
          .beginArray();
      for (ApiError.ThrottlingReason reason : error.throttlingReasons()) {
        out.beginObject().name("reason").value(reason.reason());
        out.name("resource").value(reason.resource()).endObject();
      }
      out.endArray();
    }
    if (!error.cancellationReasons().isEmpty()) {
      out.name("CancellationReasons").beginArray();
      error.cancellationReasons().forEach(reason -> write(reason, out));
      out.endArray();
    }
    out.endObject();
  }

  private static void write(ApiError.CancellationReason reason, JsonOut out) {
    out.beginObject().name("Code").value(reason.code());
    if (reason.message() != null) {
      out.name("Message").value(reason.message());
    }
    if (reason.item() != null) {
      out.name("Item").item(reason.item());
    }
    out.endObject();
  }

  private static boolean capitalised(ErrorType type) {
    return switch (type) {
      case SERIALIZATION,
          ACCESS_DENIED,
          REQUEST_ENTITY_TOO_LARGE,
          TRANSACTION_CANCELED,
          TRANSACTION_IN_PROGRESS,
          IDEMPOTENT_PARAMETER_MISMATCH ->
          true;
      default -> false;
    };
  }
}
