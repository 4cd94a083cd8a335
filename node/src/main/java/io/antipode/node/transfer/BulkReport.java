package io.antipode.node.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import io.antipode.node.objects.ObjectStore;
import io.antipode.node.objects.Upload;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk operation tells of items that were not written, in the bucket that it is given: for
 * each object of the input a file of lines for each kind, and in the end a summary.
 *
 * <pre>
 *   PREFIX/AWSDynamoDB/ID/error/00000.json.gz
 *   PREFIX/AWSDynamoDB/ID/condition-check-failure/00000.json.gz
 *   PREFIX/AWSDynamoDB/ID/manifest-summary.json  .md5
 * </pre>
 */
final class BulkReport implements Report {
  private final ObjectStore objects;
  private final BulkRequest request;
  private final String folder;
  private final String arn;
  private final JsonOut json = new JsonOut();
  private @Nullable DataFile errors;
  private @Nullable DataFile conditions;

  BulkReport(ObjectStore objects, BulkRequest request, String id, String arn) {
    this.objects = objects;
    this.request = request;
    this.folder = request.outputFolder(id);
    this.arn = arn;
  }

  @Override
  public void error(Place place, String message) throws IOException {
    if (!request.tellsErrors()) {
      return;
    }
    DataFile file = errors == null ? file("error", place) : errors;
    errors = file;
    json.reset().beginObject();
    ImportLog.pointer(json, request.source().bucket(), place);
    json.name("errorMessages").beginArray().value(message).endArray();
    json.endObject();
    line(file);
  }

  @Override
  public void conditionFailed(Place place, Item attempted, @Nullable Item existing)
      throws IOException {
    if (!request.tellsConditions()) {
      return;
    }
    DataFile file = conditions == null ? file("condition-check-failure", place) : conditions;
    conditions = file;
    json.reset().beginObject();
    ImportLog.pointer(json, request.source().bucket(), place);
    json.name("Item").item(attempted);
    if (existing != null) {
      json.name("ExistingItem").item(existing);
    }
    json.endObject();
    line(file);
  }

  private DataFile file(String kind, Place place) throws IOException {
    String key = folder + kind + "/%05d.json.gz".formatted(place.number());
    return new DataFile(objects, request.outputBucket(), key);
  }

  private void line(DataFile file) throws IOException {
    file.out().write(json.array(), 0, json.length());
    file.out().write('\n');
    file.counted();
  }

  @Override
  public void objectEnded() throws IOException {
    for (DataFile file : Arrays.asList(errors, conditions)) {
      if (file != null) {
        DataFile.Written written = file.complete();
        assert written.items() > 0;
      }
    }
    close();
  }

  @Override
  public void finished(Transfer ended) throws IOException {
    json.reset().beginObject();
    json.name("bulkOperationArn").value(arn);
    json.name("bulkOperationStatus").value(ended.state().name());
    json.name("processedItemCount").value(ended.counts().processed());
    json.name("writtenItemCount").value(ended.counts().done());
    json.name("failedItemCount").value(ended.counts().failed());
    json.name("conditionCheckFailureCount")
        .value(ended.counts().processed() - ended.counts().done() - ended.counts().failed());
    json.endObject();
    byte[] summary = Arrays.copyOf(json.array(), json.length());
    put("manifest-summary.md5", Digests.base64(summary).getBytes(US_ASCII));
    put("manifest-summary.json", summary);
  }

  private void put(String name, byte[] bytes) throws IOException {
    try (Upload upload = objects.write(request.outputBucket(), folder + name)) {
      upload.write(bytes);
      String tag = upload.complete();
      assert !tag.isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    for (DataFile file : Arrays.asList(errors, conditions)) {
      if (file != null) {
        file.close();
      }
    }
    errors = null;
    conditions = null;
  }
}
