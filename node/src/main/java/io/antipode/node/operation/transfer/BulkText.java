package io.antipode.node.operation.transfer;

import io.antipode.cluster.topology.Region;
import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.TableDescription;
import java.util.List;

/** What is told of a bulk operation. */
record BulkText(Region region, Transfer transfer) {
  /** What is told as it was asked for. */
  private static final List<String> ECHOED =
      List.of(
          "ClientToken", "InputS3Configuration", "OutputS3Configuration", "MaxWriteRequestUnits");

  void identity(JsonOut out) {
    out.name("BulkOperationArn").value(TransferArn.of(region, transfer));
    out.name("BulkOperationStatus").value(transfer.state().name());
  }

  void summary(JsonOut out) {
    out.beginObject();
    identity(out);
    TransferText.times(out, transfer);
    out.endObject();
  }

  void description(JsonOut out) {
    Fields fields = TransferText.request(transfer);
    out.beginObject().name("BulkOperationDescription").beginObject();
    identity(out);
    TransferText.times(out, transfer);
    out.name("TableDetails").beginArray().beginObject();
    out.name("TableName").value(transfer.tableName());
    out.name("TableId").value(TableDescription.tableId(transfer.tableId()));
    out.endObject().endArray();
    for (String member : ECHOED) {
      FieldsJson.member(fields, fields.shape().index(member), out);
    }
    String tier = fields.textOrNull(fields.shape().index("PerformanceTier"));
    out.name("PerformanceTier").value(tier == null ? "STANDARD" : tier);
    Counts counts = transfer.counts();
    out.name("ProcessedItemCount").value(counts.processed());
    out.name("ProcessedInputBytes").value(counts.bytes());
    out.name("TotalInputBytes").value(counts.totalBytes());
    out.name("FailedItemCount").value(counts.failed());
    out.name("BulkOperationUsage").beginArray().beginObject();
    out.name("TableName").value(transfer.tableName());
    out.name("BulkPutBytes").value(counts.itemBytes());
    out.name("Table").beginObject().name("BulkPutBytes").value(counts.itemBytes()).endObject();
    out.endObject().endArray();
    TransferText.failure(out, transfer);
    out.endObject().endObject();
  }
}
