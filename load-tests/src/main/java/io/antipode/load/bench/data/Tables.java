package io.antipode.load.bench.data;

import io.antipode.load.http.ControlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes tables for the benches and looks at their convergence. */
public final class Tables {
  private static final Pattern SHARD_DIGEST =
      Pattern.compile("\"items\"\\s*:\\s*(\\d+)\\s*,\\s*\"hash\"\\s*:\\s*\"?(-?[0-9a-f]+)");
  private static final int POLL_MS = 50;

  private Tables() {}

  /** A table with the one key {@code pk}. */
  public static void create(ControlClient client, String table) {
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
  public static void createGlobal(List<ControlClient> clients, String table) {
    ControlClient first = clients.getFirst();
    create(first, table);
    for (int i = 1; i < clients.size(); i++) {
      String region = clients.get(i).region();
      List<ControlClient> members = clients.subList(0, i + 1);
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
      await(60, () -> members.stream().allMatch(each -> active(each, table, members)), "ACTIVE");
    }
  }

  private static boolean active(ControlClient client, String table, List<ControlClient> members) {
    ControlClient.Answer answer =
        client.tryCall("DescribeTable", "{\"TableName\":\"" + table + "\"}");
    return answer.status() == 200
        && answer.body().contains("\"TableStatus\":\"ACTIVE\"")
        && !answer.body().contains("\"ReplicaStatus\":\"CREATING\"")
        && members.stream()
            .filter(other -> !other.region().equals(client.region()))
            .allMatch(other -> answer.body().contains("\"RegionName\":\"" + other.region() + "\""));
  }

  /**
   * Polls until all regions show equal digests of the table. Returns how long it took, in
   * milliseconds.
   */
  public static long awaitEqualDigests(List<ControlClient> clients, String table, int seconds) {
    long startNs = System.nanoTime();
    await(
        seconds,
        () -> clients.stream().map(client -> digest(client, table)).distinct().count() == 1,
        "equal digests");
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
  }

  /** Items and hash of every shard, in order. */
  public static List<String> digest(ControlClient client, String table) {
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
