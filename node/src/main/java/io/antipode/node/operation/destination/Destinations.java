package io.antipode.node.operation.destination;

import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.KinesisDestination.Precision;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataStreamArn;
import org.jspecify.annotations.Nullable;

/** What the actions about destinations have in common. */
final class Destinations {
  private Destinations() {}

  /** An answer about one destination. */
  record Changed(String table, String streamArn, String status, Precision precision) {}

  /** A stream can be of any account, and of this region. */
  static String checked(Region region, String streamArn) {
    DataStreamArn arn = DataStreamArn.parse(streamArn);
    if (arn == null) {
      throw ApiException.validation("Invalid StreamArn: " + streamArn);
    }
    if (!arn.region().equals(region)) {
      throw ApiException.validation(
          "Kinesis data stream must be in the same region as the table: " + streamArn);
    }
    return streamArn;
  }

  static Precision precision(@Nullable String asked) {
    return asked == null ? Precision.DEFAULT : Precision.valueOf(asked);
  }

  /** The destination that is on, if it is that one. */
  static KinesisDestination enabled(LocalSettings local, String streamArn, String doing) {
    KinesisDestination now = local.destination();
    if (now == null || !now.streamArn().equals(streamArn)) {
      throw notNow(doing.equals("UPDATE") ? "enable" : "disable", "ACTIVE to perform " + doing);
    }
    return now;
  }

  static ApiException notNow(String doing, String mustBe) {
    return ApiException.validation(
        "Table is not in a valid state to "
            + doing
            + " Kinesis Streaming Destination: KinesisStreamingDestination must be "
            + mustBe
            + " operation.");
  }

  static void render(Changed changed, String configuration, JsonOut out) {
    out.beginObject().name("TableName").value(changed.table());
    out.name("StreamArn").value(changed.streamArn());
    out.name("DestinationStatus").value(changed.status());
    if (changed.precision() != Precision.DEFAULT) {
      out.name(configuration).beginObject();
      out.name("ApproximateCreationDateTimePrecision").value(changed.precision().name());
      out.endObject();
    }
    out.endObject();
  }
}
