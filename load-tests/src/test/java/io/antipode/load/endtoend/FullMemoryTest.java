package io.antipode.load.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.http.ControlClient;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.SingleConnection;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process with little memory: what does not fit is refused, the rest goes on. */
final class FullMemoryTest {
  private static final String REGION = "us-east-1";
  private static final List<String> REPLICAS = List.of("eu-west-1", "ap-southeast-1");
  private static final int KEY_BYTES = 2_000;
  private static final int BATCH = 25;
  private static final int MAX_BATCHES = 2_000;
  private static final int LARGE_ITEMS = 12;
  private static final int CROWD = 300;
  private static final int ROUNDS = 3;

  @TempDir private Path folder;

  @BeforeEach
  void log() throws IOException {
    Files.createFile(folder.resolve("log"));
  }

  private AntipodeUp start(String... jvm) {
    return AntipodeUp.start(
        Path.of("..").toAbsolutePath().normalize(),
        folder.resolve("log"),
        List.of(jvm),
        List.of("--data", folder.resolve("data").toString()));
  }

  @Test
  void keysFillTheirMemoryAreRefusedAndReadOn() throws IOException, InterruptedException {
    int taken;
    try (AntipodeUp up = start("-Xmx128m", "-Dantipode.keys.mb=16")) {
      ControlClient client = new ControlClient(up.address(), REGION);
      createTable(client);
      for (String region : REPLICAS) {
        addReplica(client, region);
      }
      taken = fill(client);
      assertReadOnly(client);
      assertEquals(200, client.tryCall("DeleteItem", get(key(0))).status());
    }
    try (AntipodeUp up = start("-Xmx128m", "-Dantipode.keys.mb=4")) {
      ControlClient client = new ControlClient(up.address(), REGION);
      assertReadOnly(client);
      assertTrue(client.call("GetItem", get(key(taken - 1))).contains("Item"), "the last is there");
    }
    try (AntipodeUp up = start("-Xmx128m")) {
      ControlClient client = new ControlClient(up.address(), REGION);
      assertEquals("ready", client.get("/_antipode/ready").body().strip());
      assertEquals(200, client.tryCall("PutItem", put(key(taken))).status());
    }
  }

  /** Puts keys until one batch is refused as a whole; returns how many were taken before. */
  private static int fill(ControlClient client) {
    for (int batch = 0; batch < MAX_BATCHES; batch++) {
      int first = batch * BATCH;
      String puts =
          IntStream.range(first, first + BATCH)
              .mapToObj(i -> "{\"PutRequest\":{\"Item\":{\"pk\":{\"S\":\"" + key(i) + "\"}}}}")
              .collect(Collectors.joining(","));
      ControlClient.Answer answer =
          client.tryCall("BatchWriteItem", "{\"RequestItems\":{\"Table\":[" + puts + "]}}");
      if (answer.status() != 200) {
        assertEquals(503, answer.status(), answer.body());
        assertTrue(answer.body().contains("The memory of this node is nearly full"), answer.body());
        return first;
      }
      assertTrue(answer.body().contains("\"UnprocessedItems\":{}"), answer.body());
    }
    throw new AssertionError(MAX_BATCHES + " batches were taken");
  }

  private static void assertReadOnly(ControlClient client) {
    assertEquals(503, client.tryCall("PutItem", put("another")).status());
    assertTrue(client.call("GetItem", get(key(1))).contains("Item"));
    ControlClient.Answer ready = client.get("/_antipode/ready");
    assertEquals(200, ready.status());
    assertEquals("ready; writes are refused: memory nearly full", ready.body().strip());
    assertTrue(
        client
            .get("/_antipode/status")
            .body()
            .contains("\"writesRefused\":\"memory nearly full\""));
  }

  private static String key(int number) {
    return "%08d".formatted(number) + "k".repeat(KEY_BYTES - 8);
  }

  private static String put(String key) {
    return "{\"TableName\":\"Table\",\"Item\":{\"pk\":{\"S\":\"" + key + "\"}}}";
  }

  private static String get(String key) {
    return "{\"TableName\":\"Table\",\"Key\":{\"pk\":{\"S\":\"" + key + "\"}}}";
  }

  /** Each alone is bounded; together they would take three times the heap. */
  @Test
  void aCrowdThatReadsLargePagesIsServedOrRefused() throws IOException, InterruptedException {
    try (AntipodeUp up = start("-Xmx128m")) {
      ControlClient client = new ControlClient(up.address(), REGION);
      createTable(client);
      for (int i = 0; i < LARGE_ITEMS; i++) {
        client.call(
            "PutItem",
            "{\"TableName\":\"Table\",\"Item\":{\"pk\":{\"S\":\"%d\"},\"g\":{\"S\":\"g\"},\"v\":{\"S\":\"%s\"}}}"
                .formatted(i, "v".repeat(380_000)));
      }
      Map<Integer, Integer> answers = new ConcurrentHashMap<>();
      List<Thread> crowd = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        byte[] request = i % 2 == 0 ? scan() : query();
        crowd.add(Thread.ofVirtual().start(() -> read(up, request, answers)));
      }
      for (Thread thread : crowd) {
        thread.join();
      }
      assertEquals(CROWD * ROUNDS, answers.getOrDefault(200, 0) + answers.getOrDefault(503, 0));
      assertTrue(answers.getOrDefault(200, 0) > 0, answers::toString);
      assertTrue(client.call("GetItem", get("1")).contains("Item"));
    }
  }

  private static void read(AntipodeUp up, byte[] request, Map<Integer, Integer> answers) {
    try (SingleConnection connection = new SingleConnection(up.address())) {
      for (int round = 0; round < ROUNDS; round++) {
        answers.merge(connection.call(request).status(), 1, Integer::sum);
      }
    } catch (IOException e) {
      answers.merge(0, 1, Integer::sum);
    }
  }

  private static byte[] scan() {
    return new DynamoRequest("Scan", REGION).with("{\"TableName\":\"Table\"}");
  }

  private static byte[] query() {
    return new DynamoRequest("Query", REGION)
        .with(
            """
            {"TableName":"Table","IndexName":"index","KeyConditionExpression":"g = :g",
             "ExpressionAttributeValues":{":g":{"S":"g"}}}
            """);
  }

  private static void createTable(ControlClient client) throws InterruptedException {
    client.call(
        "CreateTable",
        """
        {"TableName":"Table","BillingMode":"PAY_PER_REQUEST",
         "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"},
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
          {"AttributeName":"g","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
         "GlobalSecondaryIndexes":[{"IndexName":"index",
          "KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
          "Projection":{"ProjectionType":"ALL"}}]}
        """);
    awaitActive(client);
  }

  private static void addReplica(ControlClient client, String region) throws InterruptedException {
    client.call(
        "UpdateTable",
        "{\"TableName\":\"Table\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"%s\"}}]}"
            .formatted(region));
    awaitActive(client);
  }

  private static void awaitActive(ControlClient client) throws InterruptedException {
    String table = "{\"TableName\":\"Table\"}";
    for (int i = 0; i < 600; i++) {
      String answer = client.tryCall("DescribeTable", table).body();
      if (answer.contains("\"TableStatus\":\"ACTIVE\"") && !answer.contains("CREATING")) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the table never was active");
  }
}
