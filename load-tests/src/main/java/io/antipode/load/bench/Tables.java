package io.antipode.load.bench;

import io.antipode.load.http.ControlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes tables for the benches and looks at their convergence. */
final class Tables {
  private static final Pattern SHARD_DIGEST =
      Pattern.compile("\"items\"\\s*:\\s*(\\d+)\\s*,\\s*\"hash\"\\s*:\\s*\"?(-?[0-9a-f]+)");
  private static final int POLL_MS = 50;

  private Tables() {}

  /** A table with the one key {@code pk}. */
  static void create(ControlClient client, String table) {
    client.call(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}\
        """
            .formatted(table));
  }

  /**
   * Makes the table of the first region a global one and waits until every replica is ACTIVE
   * everywhere.
   */
  static void createGlobal(Map<String, ControlClient> clients, String table) {
    List<String> regions = List.copyOf(clients.keySet());
    ControlClient first = clients.get(regions.getFirst());
    create(first, table);
    for (String region : regions.subList(1, regions.size())) {
      await(
          60,
          () ->
              first
                      .tryCall(
                          "UpdateTable",
                          "{\"TableName\":\"%s\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"%s\"}}]}"
                              .formatted(table, region))
                      .status()
                  == 200,
          "replica in " + region);
      await(
          60,
          () -> active(clients, table, regions.subList(0, regions.indexOf(region) + 1)),
          "ACTIVE");
    }
  }

  private static boolean active(
      Map<String, ControlClient> clients, String table, List<String> regions) {
    return regions.stream()
        .allMatch(
            region -> {
              ControlClient.Answer answer =
                  clients.get(region).tryCall("DescribeTable", "{\"TableName\":\"" + table + "\"}");
              return answer.status() == 200
                  && answer.body().contains("\"TableStatus\":\"ACTIVE\"")
                  && !answer.body().contains("\"ReplicaStatus\":\"CREATING\"")
                  && regions.stream()
                      .allMatch(
                          other -> answer.body().contains("\"RegionName\":\"" + other + "\""));
            });
  }

  /**
   * Polls until all regions show equal digests of the table. Returns how long it took, in
   * milliseconds.
   */
  static long awaitEqualDigests(Map<String, ControlClient> clients, String table, int seconds) {
    long startNs = System.nanoTime();
    await(
        seconds,
        () ->
            clients.values().stream().map(client -> digest(client, table)).distinct().count() == 1,
        "equal digests");
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  /** Items and hash of every shard, in order. */
  static List<String> digest(ControlClient client, String table) {
    String body = client.get("/_antipode/digest/" + table).body();
    List<String> shards = new ArrayList<>();
    Matcher matcher = SHARD_DIGEST.matcher(body);
    while (matcher.find()) {
      shards.add(matcher.group(1) + ":" + matcher.group(2));
    }
    if (shards.isEmpty()) {
      throw new IllegalStateException("not a digest: " + body);
    }
    return shards;
  }

  /** Polls a condition; fails when it does not come true in time. */
  static void await(int seconds, java.util.function.BooleanSupplier condition, String what) {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadlineNs) {
        throw new IllegalStateException("not within " + seconds + " s: " + what);
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
