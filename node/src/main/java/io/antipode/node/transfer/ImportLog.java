package io.antipode.node.transfer;

import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.replication.disk.Disk;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The errors of an import, in the words of AWS's log group {@code /aws-dynamodb/imports}, a line
 * each: {@code logs/aws-dynamodb/imports/ID/error-00000.json} on the archive's disk has those of
 * the first object.
 */
final class ImportLog implements Report {
  private static final String FOLDER = "logs/aws-dynamodb/imports/";

  /** No more are written down: they are counted. */
  private static final int MAX_ERRORS = 10_000;

  private final Disk disk;
  private final String importId;
  private final String importArn;
  private final String bucket;
  private final JsonOut json = new JsonOut();
  private @Nullable DataOutputStream out;
  private long told;

  ImportLog(Disk disk, String importId, String importArn, String bucket, long toldBefore) {
    this.disk = disk;
    this.importId = importId;
    this.importArn = importArn;
    this.bucket = bucket;
    this.told = toldBefore;
  }

  @Override
  public void error(Place place, String message) throws IOException {
    if (++told > MAX_ERRORS) {
      return;
    }
    DataOutputStream file = out;
    if (file == null) {
      String path = FOLDER + importId + "/error-%05d.json".formatted(place.number());
      disk.delete(path);
      file = DiskStreams.output(disk.create(path));
      out = file;
    }
    json.reset().beginObject();
    pointer(json, bucket, place);
    json.name("importArn").value(importArn);
    json.name("errorMessages").beginArray().value(message).endArray();
    json.endObject();
    file.write(json.array(), 0, json.length());
    file.write('\n');
  }

  /** AWS's {@code itemS3Pointer}. */
  static void pointer(JsonOut json, String bucket, Place place) {
    json.name("itemS3Pointer").beginObject();
    json.name("bucket").value(bucket);
    json.name("key").value(place.key());
    json.name("itemIndex").value(place.index());
    json.endObject();
  }

  @Override
  public void conditionFailed(Place place, Item attempted, @Nullable Item existing) {
    throw new IllegalStateException("an import has no conditions");
  }

  @Override
  public void objectEnded() throws IOException {
    close();
  }

  @Override
  public void finished(Transfer ended) throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    DataOutputStream file = out;
    out = null;
    if (file != null) {
      file.close();
    }
  }
}
