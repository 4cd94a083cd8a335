package io.antipode.node.operation.partiql;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What BatchExecuteStatement answers: of each statement, in the request's order. */
public record BatchResult(List<Outcome> outcomes, CapacityWanted capacity) {
  /**
   * How a statement went.
   *
   * @param error null where it was carried out
   * @param tableName null where it names no item of a table
   * @param item that was read, or that a write returns; null for none
   * @param use the capacity that it took, null where its table was not reached
   */
  record Outcome(
      @Nullable ApiError error,
      @Nullable String tableName,
      @Nullable Item item,
      @Nullable CapacityUse use) {}

  /** What the errors that a statement can meet are called where it is one among others. */
  private static final Map<ErrorType, String> CODES =
      Map.ofEntries(
          Map.entry(ErrorType.VALIDATION, "ValidationError"),
          Map.entry(ErrorType.CONDITIONAL_CHECK_FAILED, "ConditionalCheckFailed"),
          Map.entry(ErrorType.DUPLICATE_ITEM, "DuplicateItem"),
          Map.entry(ErrorType.RESOURCE_NOT_FOUND, "ResourceNotFound"),
          Map.entry(ErrorType.TRANSACTION_CONFLICT, "TransactionConflict"),
          Map.entry(ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED, "ProvisionedThroughputExceeded"),
          Map.entry(ErrorType.THROTTLING, "ThrottlingError"),
          Map.entry(ErrorType.REQUEST_LIMIT_EXCEEDED, "RequestLimitExceeded"),
          Map.entry(
              ErrorType.ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED, "ItemCollectionSizeLimitExceeded"),
          Map.entry(ErrorType.ACCESS_DENIED, "AccessDenied"));

  void write(JsonOut out) {
    out.beginObject().name("Responses").beginArray();
    outcomes.forEach(outcome -> write(outcome, out));
    out.endArray();
    if (capacity != CapacityWanted.NONE) {
      out.name("ConsumedCapacity").beginArray();
      for (Outcome outcome : outcomes) {
        if (outcome.use != null && outcome.tableName != null) {
          capacity.writeValue(out, outcome.tableName, outcome.use);
        }
      }
      out.endArray();
    }
    out.endObject();
  }

  private static void write(Outcome outcome, JsonOut out) {
    out.beginObject();
    ApiError error = outcome.error;
    if (error != null) {
      out.name("Error")
          .beginObject()
          .name("Code")
          .value(CODES.getOrDefault(error.type(), "InternalServerError"));
      out.name("Message").value(error.message());
      if (error.item() != null) {
        out.name("Item").item(error.item());
      }
      out.endObject();
    }
    if (outcome.tableName != null) {
      out.name("TableName").value(outcome.tableName);
    }
    if (outcome.item != null) {
      out.name("Item").item(outcome.item);
    }
    out.endObject();
  }
}
