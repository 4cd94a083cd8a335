package io.antipode.node.operation.table;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.replica.InvalidReplicaChangeException;
import io.antipode.node.replica.NoSuchTableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the outcome of a change of the catalog into an answer. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /** Goes on with the result, or answers the error that the change threw. */
  static <T> void when(CompletionStage<T> stage, Call call, Consumer<T> then) {
    stage.whenComplete(
        (result, failure) -> {
          if (failure == null) {
            then.accept(result);
          } else {
            call.fail(error(failure));
          }
        });
  }

  /** Answers an object. */
  static void object(Call call, Consumer<JsonOut> members) {
    JsonOut out = new JsonOut().beginObject();
    members.accept(out);
    call.succeed(out.endObject());
  }

  private static ApiError error(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    ApiError known = Failures.errorOf(cause);
    if (known != null) {
      return known;
    }
    if (cause instanceof InvalidReplicaChangeException invalid) {
      return ApiError.validation(String.valueOf(invalid.getMessage()));
    }
    if (cause instanceof NoSuchTableException) {
      return new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found");
    }
    LOG.error("a change of the catalog failed", cause);
    return Failures.DEFECT;
  }
}
