package io.antipode.node.operation.data;

import io.antipode.node.action.Refused;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;

/** What a client is told where a shard refuses to work; SDKs retry all of these. */
public final class Refusals {
  private Refusals() {}

  public static ApiException of(Refused refused) {
    return new ApiException(
        switch (refused.why()) {
          case OVERLOADED ->
              new ApiError(
                  ErrorType.THROTTLING,
                  "Rate of requests exceeds the allowed throughput: the shard's write queue is"
                      + " full.");
          case DISK_NEARLY_FULL ->
              new ApiError(
                  ErrorType.SERVICE_UNAVAILABLE,
                  "The disk of this node is nearly full: writes are refused, reads and deletions go"
                      + " on.");
          case MEMORY_NEARLY_FULL ->
              new ApiError(
                  ErrorType.SERVICE_UNAVAILABLE,
                  "The memory of this node is nearly full: writes are refused, reads and deletions"
                      + " go on.");
          case IN_TRANSACTION ->
              new ApiError(ErrorType.TRANSACTION_CONFLICT, "Transaction is ongoing for the item");
          case NOT_SERVING ->
              new ApiError(
                  ErrorType.SERVICE_UNAVAILABLE,
                  "The shard is starting, moving or catching up with other regions.");
        });
  }
}
