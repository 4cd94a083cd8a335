package io.antipode.node.storage.streams;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Two tables with a stream each, and records of them. */
final class StreamWorld {
  static final Region HERE = new Region("us-east-1");
  static final long EPOCH = 77;
  static final StreamId LOUD = new StreamId(1, EPOCH);
  static final StreamId QUIET = new StreamId(2, EPOCH);

  private StreamWorld() {}

  static Mutation record(StreamId stream, long number, int bytes) {
    return record(stream, number, bytes, 0);
  }

  static Mutation record(StreamId stream, long number, int bytes, int flags) {
    byte[] key = ByteBuffer.allocate(16).putLong(stream.tableId()).putLong(number).array();
    return new Mutation(
        key, new Version(number + 1, HERE), new byte[bytes], null, stream.epochMs(), flags);
  }

  /** The two tables' streams, on. */
  static CatalogView catalog() {
    return catalog(Stream.of(LOUD, QUIET).map(id -> table(id, 0)).toArray(TableDescriptor[]::new));
  }

  static CatalogView catalog(TableDescriptor... tables) {
    return CatalogView.of(List.of(tables));
  }

  /**
   * @param disabledAtMs 0 for a stream that is on
   */
  static TableDescriptor table(StreamId stream, long disabledAtMs) {
    StreamViewType view = StreamViewType.NEW_AND_OLD_IMAGES;
    SharedSettings shared =
        new SharedSettings(
            1,
            1,
            List.of(new AttributeDefinition("id", ScalarType.S)),
            KeySchema.of("id"),
            List.of(),
            BillingMode.PAY_PER_REQUEST,
            Throughput.NONE,
            view);
    return new TableDescriptor(
        stream.tableId(),
        "table-" + stream.tableId(),
        TableStatus.ACTIVE,
        shared,
        LocalSettings.DEFAULT.withStream(
            new StreamDescriptor(stream.epochMs(), view, disabledAtMs)),
        Map.of());
  }
}
