package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes a table in the first region and a replica in every other, one after the other as DynamoDB
 * asks for, and waits until all regions show all of them ACTIVE. Repeats what fails: the caller's
 * run has the deadline.
 */
final class GlobalTable {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Run run;
  private final TableSpec table;
  private final List<Region> regions;
  private final Map<Region, Api> apis = new HashMap<>();

  private GlobalTable(Run run, TableSpec table) {
    this.run = run;
    this.table = table;
    regions = run.regions();
  }

  /** Runs {@code ready} once the table is everywhere. */
  static void create(Run run, TableSpec table, Runnable ready) {
    GlobalTable maker = new GlobalTable(run, table);
    Request create = table.create();
    maker.insist(
        maker.regions.getFirst(),
        create.name(),
        create.body(),
        reply -> reply.isOk() || isError(reply, "ResourceInUseException"),
        () -> maker.awaitActive(1, ready));
  }

  /** Waits for the first regions, then adds the next one. */
  private void awaitActive(int count, Runnable ready) {
    awaitActive(
        0,
        count,
        () -> {
          if (count == regions.size()) {
            ready.run();
            return;
          }
          byte[] body =
              """
              {"TableName":"%s","ReplicaUpdates":[{"Create":{"RegionName":"%s"}}]}\
              """
                  .formatted(table.name(), regions.get(count))
                  .getBytes(Wire.CHARSET);
          insist(
              regions.getFirst(),
              "UpdateTable",
              body,
              // A repeated creation of a replica is refused: the table's state tells what is true.
              reply -> reply.isOk() || isError(reply, "ValidationException"),
              () -> awaitActive(count + 1, ready));
        });
  }

  private void awaitActive(int at, int count, Runnable ready) {
    byte[] body = "{\"TableName\":\"%s\"}".formatted(table.name()).getBytes(Wire.CHARSET);
    insist(
        regions.get(at),
        "DescribeTable",
        body,
        reply -> reply.isOk() && active(reply, count),
        () -> {
          if (at + 1 == count) {
            ready.run();
          } else {
            awaitActive(at + 1, count, ready);
          }
        });
  }

  private static boolean isError(Reply reply, String name) {
    return reply.status() == 400 && Answer.read("", reply).error.equals(name);
  }

  /** A region may or may not list itself among the replicas. */
  private static boolean active(Reply reply, int count) {
    JsonObject description = new JsonObject(Buffer.buffer(reply.body())).getJsonObject("Table");
    JsonArray replicas = description.getJsonArray("Replicas", new JsonArray());
    return description.getString("TableStatus").equals("ACTIVE")
        && replicas.size() >= count - 1
        && replicas.stream()
            .allMatch(each -> "ACTIVE".equals(((JsonObject) each).getString("ReplicaStatus")));
  }

  private void insist(
      Region region, String action, byte[] body, Predicate<Reply> done, Runnable then) {
    Consumer<Reply> look =
        reply -> {
          if (done.test(reply)) {
            then.run();
          } else {
            run.afterNs(POLL_NS, () -> insist(region, action, body, done, then));
          }
        };
    apis.computeIfAbsent(region, run::api).call(action, body, look);
  }
}
