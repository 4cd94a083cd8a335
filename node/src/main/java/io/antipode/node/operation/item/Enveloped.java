package io.antipode.node.operation.item;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import java.util.function.Supplier;

/**
 * PutItem, UpdateItem and DeleteItem count what is wrong with a request itself as one more
 * violation of the model, whatever check finds it: {@code 1 validation error detected: …}. What
 * only the table or the item shows is told without.
 */
final class Enveloped {
  private Enveloped() {}

  static <T> T decode(Supplier<T> decoding) {
    try {
      return decoding.get();
    } catch (RuntimeException refused) {
      ApiError error = Failures.errorOf(refused);
      if (error == null || error.type() != ErrorType.VALIDATION) {
        throw refused;
      }
      throw ApiException.validation("1 validation error detected: " + error.message());
    }
  }
}
