package io.antipode.node.operation.transfer;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.CapacityDescription;
import io.antipode.node.operation.table.TableDescription;
import io.antipode.node.transfer.ExportRequest;
import java.util.List;

/** What is told of an export. */
record ExportText(Region region, Transfer transfer) {
  /** What is told as it was asked for. */
  private static final List<String> ECHOED =
      List.of(
          "ClientToken",
          "S3Bucket",
          "S3BucketOwner",
          "S3Prefix",
          "S3SseAlgorithm",
          "S3SseKmsKeyId",
          "ExportType",
          "IncrementalExportSpecification",
          "FilterSpecification");

  void description(JsonOut out) {
    ExportRequest request = ExportRequest.of(transfer.request());
    Fields fields = TransferText.request(transfer);
    out.beginObject().name("ExportDescription").beginObject();
    out.name("ExportArn").value(TransferArn.of(region, transfer));
    out.name("ExportStatus").value(transfer.state().name());
    TransferText.times(out, transfer);
    out.name("TableArn").value(Arns.table(region, transfer.tableName()));
    out.name("TableId").value(TableDescription.tableId(transfer.tableId()));
    if (!request.incremental()) {
      out.name("ExportTime").value(CapacityDescription.seconds(transfer.toMs()));
    }
    for (String member : ECHOED) {
      FieldsJson.member(fields, fields.shape().index(member), out);
    }
    out.name("ExportFormat").value(request.ion() ? "ION" : "DYNAMODB_JSON");
    if (transfer.state() == State.COMPLETED) {
      out.name("ExportManifest").value(request.manifest(transfer.id()));
      out.name("BilledSizeBytes").value(transfer.counts().bytes());
      out.name("ItemCount").value(transfer.counts().done());
    }
    TransferText.failure(out, transfer);
    out.endObject().endObject();
  }

  void summary(JsonOut out) {
    boolean incremental = ExportRequest.of(transfer.request()).incremental();
    out.beginObject();
    out.name("ExportArn").value(TransferArn.of(region, transfer));
    out.name("ExportStatus").value(transfer.state().name());
    out.name("ExportType").value(incremental ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
    out.endObject();
  }
}
