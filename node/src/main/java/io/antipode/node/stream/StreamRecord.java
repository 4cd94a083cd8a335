package io.antipode.node.stream;

import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.cluster.placement.ShardId;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.storage.streams.StreamEntry;
import io.antipode.replication.clock.Version;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One change as the API shows it. */
public record StreamRecord(TableStream stream, ShardId shard, StreamEntry entry) {
  private static final int SEQUENCE_NUMBER_DIGITS = 21;

  /** A log position as a sequence number. */
  public static String sequenceNumber(long position) {
    return String.format(Locale.ROOT, "%0" + SEQUENCE_NUMBER_DIGITS + "d", position);
  }

  /** Writes it as a JSON object. */
  public void write(JsonOut out) {
    Item keys = keys(stream.table().key(), ItemKey.ofBytes(entry.key()));
    Item newImage = image(entry.newImage());
    Item oldImage = image(entry.oldImage());
    out.beginObject();
    out.name("eventID").value(eventId());
    out.name("eventName").value(entry.kind().name());
    out.name("eventVersion").value("1.1");
    out.name("eventSource").value("aws:dynamodb");
    out.name("awsRegion").value(stream.region().name());
    out.name("dynamodb").beginObject();
    out.name("ApproximateCreationDateTime").value(Version.epochMs(entry.version().hlc()) / 1_000);
    out.name("Keys").item(keys);
    if (newImage != null) {
      out.name("NewImage").item(newImage);
    }
    if (oldImage != null) {
      out.name("OldImage").item(oldImage);
    }
    out.name("SequenceNumber").value(sequenceNumber(entry.position()));
    out.name("SizeBytes").value(sizeOf(keys) + sizeOf(newImage) + sizeOf(oldImage));
    out.name("StreamViewType").value(stream.stream().viewType().name());
    out.endObject();
    if (entry.expired() && entry.version().region().equals(stream.region())) {
      // As on AWS, only the region whose time to live deleted the item says so.
      out.name("userIdentity").beginObject();
      out.name("Type").value("Service");
      out.name("PrincipalId").value("dynamodb.amazonaws.com").endObject();
    }
    out.endObject();
  }

  /** The item whose canonical bytes these are, or null. */
  public static @Nullable Item image(byte @Nullable [] bytes) {
    return bytes == null ? null : Item.ofBytes(bytes);
  }

  private static int sizeOf(@Nullable Item item) {
    return item == null ? 0 : item.sizeBytes();
  }

  /** The same for the same change, whoever reads it and how often; unique among all streams. */
  private String eventId() {
    long where =
        PartitionHash.mix(stream.table().id() ^ PartitionHash.mix(stream.stream().createdAtMs()));
    long which =
        PartitionHash.mix(
            where ^ PartitionHash.mix(entry.position() * ShardId.MAX_COUNT + shard.number()));
    return String.format(Locale.ROOT, "%016x%016x", where, which);
  }

  /** The key attributes of a change. */
  public static Item keys(KeySchema schema, ItemKey key) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(schema.partitionKey(), key.partitionKey());
    AttributeValue sortKey = key.sortKey();
    if (sortKey != null) {
      values.put(schema.sortKey(), sortKey);
    }
    return Item.of(values);
  }
}
