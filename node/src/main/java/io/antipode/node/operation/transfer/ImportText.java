package io.antipode.node.operation.transfer;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.TableDescription;
import java.util.List;

/** What is told of an import. */
record ImportText(Region region, Transfer transfer) {
  /** What is told as it was asked for. */
  private static final List<String> ECHOED =
      List.of(
          "ClientToken",
          "S3BucketSource",
          "InputFormat",
          "InputFormatOptions",
          "TableCreationParameters");

  void description(JsonOut out) {
    Fields fields = TransferText.request(transfer);
    out.beginObject().name("ImportTableDescription").beginObject();
    identity(out);
    out.name("TableId").value(TableDescription.tableId(transfer.tableId()));
    for (String member : ECHOED) {
      FieldsJson.member(fields, fields.shape().index(member), out);
    }
    String packing = fields.textOrNull(fields.shape().index("InputCompressionType"));
    out.name("InputCompressionType").value(packing == null ? "NONE" : packing);
    Counts counts = transfer.counts();
    out.name("ErrorCount").value(counts.failed());
    out.name("ProcessedSizeBytes").value(counts.bytes());
    out.name("ProcessedItemCount").value(counts.processed());
    out.name("ImportedItemCount").value(counts.done());
    TransferText.failure(out, transfer);
    out.endObject().endObject();
  }

  void summary(JsonOut out) {
    Fields fields = TransferText.request(transfer);
    out.beginObject();
    identity(out);
    FieldsJson.member(fields, fields.shape().index("S3BucketSource"), out);
    FieldsJson.member(fields, fields.shape().index("InputFormat"), out);
    out.endObject();
  }

  private void identity(JsonOut out) {
    out.name("ImportArn").value(TransferArn.of(region, transfer));
    out.name("ImportStatus").value(transfer.state().name());
    out.name("TableArn").value(Arns.table(region, transfer.tableName()));
    out.name("CloudWatchLogGroupArn")
        .value(
            "arn:aws:logs:"
                + region.name()
                + ":"
                + Arns.ACCOUNT
                + ":log-group:/aws-dynamodb/imports:*");
    TransferText.times(out, transfer);
  }
}
