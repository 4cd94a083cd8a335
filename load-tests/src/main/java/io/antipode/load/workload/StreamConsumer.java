package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Result.Change;
import io.antipode.node.json.JsonOut;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads every shard of a table's stream in one region, in order from its beginning: ListStreams,
 * DescribeStream, then for each shard a session of its own with GetShardIterator and GetRecords.
 * After a failure it goes on behind the last record that it has seen.
 */
final class StreamConsumer {
  private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Run run;
  private final Region region;
  private final String table;
  private final Api api;

  StreamConsumer(Run run, Region region, String table) {
    this.run = run;
    this.region = region;
    this.table = table;
    api = run.api(region);
  }

  /** Reads on until told to stop. */
  void follow(BooleanSupplier stopped) {
    shards(
        stopped,
        (stream, shards) -> {
          for (String shard : shards) {
            new ShardReader(stream, shard, stopped, null).open();
          }
        });
  }

  /**
   * Reads each shard, one after the other, until a page brings nothing more; for quiet tables.
   *
   * @param then takes the records of each shard, in order, once all are read
   */
  void drain(Consumer<Map<String, List<Change>>> then) {
    shards(() -> false, (stream, shards) -> drain(stream, shards, new LinkedHashMap<>(), then));
  }

  private void drain(
      String stream,
      List<String> shards,
      Map<String, List<Change>> drained,
      Consumer<Map<String, List<Change>>> then) {
    if (drained.size() == shards.size()) {
      then.accept(drained);
      return;
    }
    String shard = shards.get(drained.size());
    new ShardReader(
            stream,
            shard,
            () -> false,
            changes -> {
              drained.put(shard, changes);
              drain(stream, shards, drained, then);
            })
        .open();
  }

  private interface Shards {
    void found(String streamArn, List<String> shardIds);
  }

  private void shards(BooleanSupplier stopped, Shards then) {
    insist(
        stopped,
        "ListStreams",
        new JsonObject().put("TableName", table),
        listed -> {
          JsonArray streams = listed.getJsonArray("Streams");
          if (streams.isEmpty()) {
            run.afterNs(IDLE_NS, () -> shards(stopped, then));
            return;
          }
          String arn = streams.getJsonObject(streams.size() - 1).getString("StreamArn");
          describe(stopped, arn, null, new ArrayList<>(), then);
        });
  }

  private void describe(
      BooleanSupplier stopped,
      String arn,
      @Nullable String after,
      List<String> shards,
      Shards then) {
    JsonObject request = new JsonObject().put("StreamArn", arn);
    insist(
        stopped,
        "DescribeStream",
        after == null ? request : request.put("ExclusiveStartShardId", after),
        described -> {
          JsonObject stream = described.getJsonObject("StreamDescription");
          stream
              .getJsonArray("Shards")
              .forEach(shard -> shards.add(((JsonObject) shard).getString("ShardId")));
          String last = stream.getString("LastEvaluatedShardId");
          if (last == null) {
            then.found(arn, shards);
          } else {
            describe(stopped, arn, last, shards, then);
          }
        });
  }

  /** Repeats a control call until it succeeds or the reader is stopped. */
  private void insist(
      BooleanSupplier stopped, String action, JsonObject body, Consumer<JsonObject> then) {
    if (stopped.getAsBoolean()) {
      return;
    }
    api.call(
        action,
        body.toBuffer().getBytes(),
        reply -> {
          if (reply.isOk()) {
            then.accept(new JsonObject(Buffer.buffer(reply.body())));
          } else {
            run.afterNs(IDLE_NS, () -> insist(stopped, action, body, then));
          }
        });
  }

  /** Reads one shard. */
  private final class ShardReader {
    /** An empty page may be followed by full ones; this many in a row mean the end. */
    private static final int EMPTY_PAGES_AT_THE_END = 3;

    private final String stream;
    private final String shard;
    private final BooleanSupplier stopped;
    private final @Nullable Consumer<List<Change>> drained;
    private final Session session = new Session(run, region);
    private final List<Change> seen = new ArrayList<>();
    private @Nullable String lastSequenceNumber;
    private int emptyPages;

    ShardReader(
        String stream,
        String shard,
        BooleanSupplier stopped,
        @Nullable Consumer<List<Change>> drained) {
      this.stream = stream;
      this.shard = shard;
      this.stopped = stopped;
      this.drained = drained;
    }

    void open() {
      JsonObject request = new JsonObject().put("StreamArn", stream).put("ShardId", shard);
      if (lastSequenceNumber == null) {
        request.put("ShardIteratorType", "TRIM_HORIZON");
      } else {
        request.put("ShardIteratorType", "AFTER_SEQUENCE_NUMBER");
        request.put("SequenceNumber", lastSequenceNumber);
      }
      insist(
          stopped,
          "GetShardIterator",
          request,
          answer -> records(answer.getString("ShardIterator")));
    }

    private void records(String iterator) {
      if (stopped.getAsBoolean()) {
        return;
      }
      Request request =
          Request.of(
              "GetRecords",
              new JsonOut().beginObject().name("ShardIterator").value(iterator).endObject());
      session.call(
          new Action.ReadStream(table, shard), request, answered -> took(answered.answer()));
    }

    private void took(Answer answer) {
      if (!answer.changes.isEmpty()) {
        emptyPages = 0;
        lastSequenceNumber = answer.changes.getLast().sequenceNumber();
        if (drained != null) {
          seen.addAll(answer.changes);
        }
      } else if (answer.error.isEmpty()) {
        emptyPages++;
      }
      String next = answer.nextShardIterator;
      if (drained != null && emptyPages == EMPTY_PAGES_AT_THE_END) {
        Objects.requireNonNull(drained).accept(seen);
      } else if (next == null) {
        run.afterNs(IDLE_NS, this::open);
      } else if (drained != null || !answer.changes.isEmpty()) {
        run.afterNs(1, () -> records(next));
      } else {
        run.afterNs(IDLE_NS, () -> records(next));
      }
    }
  }
}
