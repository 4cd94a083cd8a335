package io.antipode.node.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.antipode.cluster.catalog.Arns;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.json.JsonOut;
import io.antipode.node.objects.Upload;
import io.antipode.node.operation.table.TableDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that tell of an export, as <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html">AWS
 * writes them</a>; those with checksums are named as AWS names them, which its page doesn't. The
 * summary comes last: where it is, all is. Blocks.
 */
final class ExportManifest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final TransferContext context;
  private final ExportRequest request;

  ExportManifest(TransferContext context, ExportRequest request) {
    this.context = context;
    this.request = request;
  }

  /** Shows that the bucket can be written. */
  void started(String exportId) throws IOException {
    write(request.folder(exportId) + "_started", new byte[0]);
  }

  void finished(Transfer transfer, List<DataFile.Written> files) throws IOException {
    String folder = request.folder(transfer.id());
    checksummed(folder + "manifest-files", list(files));
    checksummed(folder + "manifest-summary", summary(transfer, folder + "manifest-files.json"));
  }

  private void checksummed(String name, byte[] bytes) throws IOException {
    write(name + ".md5", Digests.base64(bytes).getBytes(US_ASCII));
    write(name + ".json", bytes);
  }

  private void write(String key, byte[] bytes) throws IOException {
    try (Upload upload = context.objects().write(request.bucket(), key)) {
      upload.write(bytes);
      String tag = upload.complete();
      assert !tag.isEmpty();
    }
  }

  private static byte[] list(List<DataFile.Written> files) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    JsonOut json = new JsonOut();
    for (DataFile.Written file : files) {
      json.reset().beginObject();
      json.name("itemCount").value(file.items());
      json.name("md5Checksum").value(file.md5());
      json.name("etag").value(file.etag());
      json.name("dataFileS3Key").value(file.key());
      json.endObject();
      all.write(json.array(), 0, json.length());
      all.write('\n');
    }
    return all.toByteArray();
  }

  private byte[] summary(Transfer transfer, String filesKey) {
    JsonOut json = new JsonOut().beginObject();
    json.name("version").value(request.incremental() ? "2023-08-01" : "2020-06-30");
    json.name("exportArn").value(ExportRun.arn(context, transfer));
    json.name("startTime").value(time(transfer.startMs()));
    json.name("endTime").value(time(transfer.endMs()));
    json.name("tableArn").value(Arns.table(context.region(), transfer.tableName()));
    json.name("tableId").value(TableDescription.tableId(transfer.tableId()));
    if (request.incremental()) {
      json.name("exportFromTime").value(time(transfer.fromMs()));
      json.name("exportToTime").value(time(transfer.toMs()));
    } else {
      json.name("exportTime").value(time(transfer.toMs()));
    }
    json.name("s3Bucket").value(request.bucket());
    orNull(json, "s3Prefix", request.prefix());
    orNull(
        json, "s3SseAlgorithm", request.sseAlgorithm() == null ? "AES256" : request.sseAlgorithm());
    orNull(json, "s3SseKmsKeyId", request.sseKeyId());
    json.name("manifestFilesS3Key").value(filesKey);
    json.name("billedSizeBytes").value(transfer.counts().bytes());
    json.name("itemCount").value(transfer.counts().done());
    json.name("outputFormat").value(request.ion() ? "ION" : "DYNAMODB_JSON");
    if (request.incremental()) {
      json.name("outputView").value(request.oldImages() ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGE");
    }
    json.name("exportType").value(request.incremental() ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
    json.endObject();
    return Arrays.copyOf(json.array(), json.length());
  }

  private static void orNull(JsonOut json, String name, @Nullable String text) {
    if (text == null) {
      json.name(name).nullValue();
    } else {
      json.name(name).value(text);
    }
  }

  private static String time(long epochMs) {
    return TIME.format(Instant.ofEpochMilli(epochMs));
  }
}
