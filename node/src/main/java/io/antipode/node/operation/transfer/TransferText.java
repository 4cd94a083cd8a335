package io.antipode.node.operation.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.CapacityDescription;
import org.jspecify.annotations.Nullable;

/** What is told of all transfers alike. */
final class TransferText {
  private TransferText() {}

  static Structure input(Transfer transfer) {
    return DYNAMODB.input(
        switch (transfer.direction()) {
          case EXPORT -> "ExportTableToPointInTime";
          case IMPORT -> "ImportTable";
          case BULK -> "StartBulkPutItems";
        });
  }

  static Fields request(Transfer transfer) {
    return FieldsJson.read(input(transfer), transfer.request());
  }

  static @Nullable String token(Transfer transfer) {
    Fields request = request(transfer);
    return request.textOrNull(request.shape().index("ClientToken"));
  }

  /** When it began, and ended. */
  static void times(JsonOut out, Transfer transfer) {
    out.name("StartTime").value(CapacityDescription.seconds(transfer.startMs()));
    if (transfer.endMs() > 0) {
      out.name("EndTime").value(CapacityDescription.seconds(transfer.endMs()));
    }
  }

  static void failure(JsonOut out, Transfer transfer) {
    if (!transfer.failureCode().isEmpty()) {
      out.name("FailureCode").value(transfer.failureCode());
      out.name("FailureMessage").value(transfer.failureMessage());
    }
  }
}
