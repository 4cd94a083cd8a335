package io.antipode.node.kinesis;

import io.antipode.cluster.catalog.KinesisDestination.Precision;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.storage.streams.StreamEntry;
import io.antipode.node.stream.StreamRecord;
import io.antipode.replication.clock.Version;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One change as a data stream shows it: JSON in the form that <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds_using-shards-and-metrics.html">AWS
 * documents</a>, within a record of Kinesis.
 */
public record DataRecord(Region region, DataShard shard, StreamEntry entry) {
  private static final long MICROS_OF_MS = 1_000;

  /** Epoch milliseconds of the change. */
  public long atMs() {
    return Version.epochMs(entry.version().hlc());
  }

  /** Writes it as a JSON object. */
  public void write(JsonOut out) {
    JsonOut data = new JsonOut();
    writeData(data);
    out.beginObject();
    out.name("ApproximateArrivalTimestamp").value(atMs() / 1_000.0);
    out.name("Data").base64(data.array(), 0, data.length());
    out.name("PartitionKey").value(partitionKey());
    out.name("SequenceNumber").value(DataShard.sequenceNumber(entry.position()));
    out.endObject();
  }

  private void writeData(JsonOut out) {
    Item keys = StreamRecord.keys(shard.source().table().key(), ItemKey.ofBytes(entry.key()));
    Item newImage = StreamRecord.image(entry.newImage());
    Item oldImage = StreamRecord.image(entry.oldImage());
    out.beginObject();
    out.name("awsRegion").value(region.name());
    out.name("eventID").value(eventId());
    out.name("eventName").value(entry.kind().name());
    if (entry.expired() && entry.version().region().equals(region)) {
      // As on AWS, only the region whose time to live deleted the item says so.
      out.name("userIdentity").beginObject();
      out.name("type").value("Service");
      out.name("principalId").value("dynamodb.amazonaws.com").endObject();
    } else {
      out.name("userIdentity").nullValue();
    }
    out.name("recordFormat").value("application/json");
    out.name("tableName").value(shard.source().table().name());
    out.name("dynamodb").beginObject();
    writeTime(out);
    out.name("Keys").item(keys);
    if (newImage != null) {
      out.name("NewImage").item(newImage);
    }
    if (oldImage != null) {
      out.name("OldImage").item(oldImage);
    }
    out.name("SizeBytes").value(sizeOf(keys) + sizeOf(newImage) + sizeOf(oldImage));
    out.endObject();
    out.name("eventSource").value("aws:dynamodb");
    out.endObject();
  }

  private void writeTime(JsonOut out) {
    Precision precision = shard.source().destination().precision();
    out.name("ApproximateCreationDateTime")
        .value(precision == Precision.MICROSECOND ? atMs() * MICROS_OF_MS : atMs());
    if (precision != Precision.DEFAULT) {
      out.name("ApproximateCreationDateTimePrecision").value(precision.name());
    }
  }

  /** Of the item's key: the changes of an item follow each other in one shard. */
  private String partitionKey() {
    byte[] key = entry.key();
    return String.format(Locale.ROOT, "%016X", PartitionHash.of(0, key, 0, key.length));
  }

  /** The same for the same change, whoever reads it and how often; a UUID's form. */
  private String eventId() {
    long where = PartitionHash.mix(shard.streamId().tableId() ^ shard.streamId().epochMs());
    long which = PartitionHash.mix(where ^ (entry.position() << 10) ^ shard.number());
    return String.format(
        Locale.ROOT,
        "%08x-%04x-%04x-%04x-%012x",
        where >>> 32,
        (where >>> 16) & 0xffff,
        where & 0xffff,
        which >>> 48,
        which & 0xffff_ffff_ffffL);
  }

  /** What it weighs in a page, about. */
  public long sizeBytes() {
    return entry.key().length + length(entry.newImage()) + length(entry.oldImage());
  }

  private static long length(byte @Nullable [] image) {
    return image == null ? 0 : image.length;
  }

  private static int sizeOf(@Nullable Item item) {
    return item == null ? 0 : item.sizeBytes();
  }
}
