package io.antipode.node.stream;

import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change as a stream shows it.
 *
 * @param newImage null where there is none, or the view leaves it out; so the old one
 */
public record StreamRecord(
    TableStream stream,
    ShardId shard,
    long position,
    Mutation mutation,
    Item keys,
    @Nullable Item newImage,
    @Nullable Item oldImage) {
  private static final int SEQUENCE_NUMBER_DIGITS = 21;

  static StreamRecord of(TableStream stream, ShardId shard, long position, Mutation mutation) {
    StreamViewType view = stream.stream().viewType();
    byte[] newImage = mutation.newImage();
    byte[] oldImage = mutation.oldImage();
    return new StreamRecord(
        stream,
        shard,
        position,
        mutation,
        keys(stream.table().key(), ItemKey.ofBytes(mutation.key())),
        newImage != null && view.showsNew() ? Item.ofBytes(newImage) : null,
        oldImage != null && view.showsOld() ? Item.ofBytes(oldImage) : null);
  }

  /** A log position as a sequence number. */
  public static String sequenceNumber(long position) {
    return String.format(Locale.ROOT, "%0" + SEQUENCE_NUMBER_DIGITS + "d", position);
  }

  /** What counts against the size of an answer. */
  int sizeBytes() {
    return keys.sizeBytes()
        + (newImage == null ? 0 : newImage.sizeBytes())
        + (oldImage == null ? 0 : oldImage.sizeBytes());
  }

  void write(JsonOut out) {
    out.beginObject();
    out.name("eventID").value(eventId());
    out.name("eventName").value(eventName());
    out.name("eventVersion").value("1.1");
    out.name("eventSource").value("aws:dynamodb");
    out.name("awsRegion").value(stream.region().name());
    out.name("dynamodb").beginObject();
    out.name("ApproximateCreationDateTime")
        .value(Version.epochMs(mutation.version().hlc()) / 1_000);
    out.name("Keys").item(keys);
    if (newImage != null) {
      out.name("NewImage").item(newImage);
    }
    if (oldImage != null) {
      out.name("OldImage").item(oldImage);
    }
    out.name("SequenceNumber").value(sequenceNumber(position));
    out.name("SizeBytes").value(sizeBytes());
    out.name("StreamViewType").value(stream.stream().viewType().name());
    out.endObject();
    if (mutation.has(Mutation.EXPIRED) && mutation.version().region().equals(stream.region())) {
      // As on AWS, only the region whose time to live deleted the item says so.
      out.name("userIdentity").beginObject();
      out.name("Type").value("Service");
      out.name("PrincipalId").value("dynamodb.amazonaws.com").endObject();
    }
    out.endObject();
  }

  private String eventName() {
    if (mutation.isTombstone()) {
      return "REMOVE";
    }
    return mutation.has(Mutation.HAD_OLD) ? "MODIFY" : "INSERT";
  }

  /** The same for the same change, whoever reads it and how often; unique among all streams. */
  private String eventId() {
    long where =
        PartitionHash.mix(stream.table().id() ^ PartitionHash.mix(stream.stream().createdAtMs()));
    long which =
        PartitionHash.mix(where ^ PartitionHash.mix(position * ShardId.MAX_COUNT + shard.number()));
    return String.format(Locale.ROOT, "%016x%016x", where, which);
  }

  private static Item keys(KeySchema schema, ItemKey key) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(schema.partitionKey(), key.partitionKey());
    AttributeValue sortKey = key.sortKey();
    if (sortKey != null) {
      values.put(schema.sortKey(), sortKey);
    }
    return Item.of(values);
  }
}
