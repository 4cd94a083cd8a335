package io.antipode.node.operation.batch;

import io.antipode.node.item.Item;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ModelErrors;
import io.antipode.node.operation.data.RequestModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of a BatchWriteItem; exactly one of the two is given in a good request.
 *
 * @param put the {@code PutRequest}
 * @param delete the {@code DeleteRequest}
 */
record WriteRequest(@Nullable DataRequest put, @Nullable DataRequest delete) {
  private static final RequestModel PUT = RequestModel.of(Member.ITEM).requiring(Member.ITEM);
  private static final RequestModel DELETE = RequestModel.of(Member.KEY).requiring(Member.KEY);

  /**
   * @param json on the list's first token
   */
  static List<WriteRequest> readList(JsonReader json) {
    JsonIn.requireArray(json);
    List<WriteRequest> requests = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      JsonIn.requireObject(json, "WriteRequest");
      requests.add(read(json));
    }
    return requests;
  }

  private static WriteRequest read(JsonReader json) {
    DataRequest put = null;
    DataRequest delete = null;
    while (json.next() == JsonToken.NAME) {
      String name = json.text();
      if (json.next() == JsonToken.NULL) {
        continue;
      }
      switch (name) {
        case "PutRequest" -> {
          JsonIn.requireObject(json, "PutRequest");
          put = DataRequest.readStructure(json, PUT);
        }
        case "DeleteRequest" -> {
          JsonIn.requireObject(json, "DeleteRequest");
          delete = DataRequest.readStructure(json, DELETE);
        }
        default -> json.skipValue();
      }
    }
    return new WriteRequest(put, delete);
  }

  void check(String path, ModelErrors errors) {
    if (put != null) {
      PUT.check(put, path + "putRequest.", errors);
    }
    if (delete != null) {
      DELETE.check(delete, path + "deleteRequest.", errors);
    }
  }

  /** Whether it is either a put or a deletion. */
  boolean isOne() {
    return (put == null) != (delete == null);
  }

  /** The item to put; null for a deletion. */
  @Nullable Item item() {
    return put == null ? null : put.requiredItem(Member.ITEM);
  }

  /** The key to delete; null for a put. */
  @Nullable Item key() {
    return delete == null ? null : delete.requiredItem(Member.KEY);
  }
}
