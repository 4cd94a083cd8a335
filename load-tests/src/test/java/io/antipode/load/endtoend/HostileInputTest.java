package io.antipode.load.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.endtoend.HostileClient.Answer;
import io.antipode.load.target.AntipodeUp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a client may do to the real process with its heap of 512 MB: it is told DynamoDB's error or
 * closed, others are served meanwhile, and the process stays within its memory.
 */
final class HostileInputTest {
  /** The heap, and what a JVM, its code, its buffers and three regions' maps take besides. */
  private static final long MAX_RESIDENT_KB = 1_400 * 1_024;

  private static final int LARGE_ITEMS = 60;
  private static final String LARGE = "x".repeat(390_000);

  private static AntipodeUp antipode;
  private static InetSocketAddress server;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    antipode =
        AntipodeUp.start(
            Path.of("..").toAbsolutePath().normalize(),
            Files.createFile(folder.resolve("log")),
            List.of("--data", folder.resolve("data").toString()));
    server = antipode.regions().values().iterator().next();
    try (HostileClient client = new HostileClient(server)) {
      Answer created =
          client.ask(
              "CreateTable",
              """
              {"TableName":"Hostile","BillingMode":"PAY_PER_REQUEST",
               "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
               "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}
              """);
      assertEquals(200, created.status(), created.body());
      for (int i = 0; i < LARGE_ITEMS; i++) {
        assertEquals(200, put(client, "large-" + i, LARGE).status());
      }
    }
  }

  @AfterAll
  static void stopsAsUsual() throws IOException {
    othersAreServed();
    long residentKb = mostResidentKb();
    antipode.close();
    assertTrue(residentKb < MAX_RESIDENT_KB, residentKb + " KB were resident");
  }

  /** As the kernel counted; 0 where it does not. */
  private static long mostResidentKb() throws IOException {
    Path status = Path.of("/proc/" + antipode.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static Answer put(HostileClient client, String key, String text) {
    return client.ask(
        "PutItem",
        """
        {"TableName":"Hostile","Item":{"pk":{"S":"%s"},"text":{"S":"%s"}}}\
        """
            .formatted(key, text));
  }

  private static void othersAreServed() throws IOException {
    try (HostileClient client = new HostileClient(server)) {
      assertEquals(200, put(client, "small", "text").status());
      Answer read =
          client.ask("GetItem", "{\"TableName\":\"Hostile\",\"Key\":{\"pk\":{\"S\":\"small\"}}}");
      assertEquals(200, read.status(), read.body());
    }
  }

  private static String nested(int levels) {
    return "{\"L\":[".repeat(levels) + "{\"S\":\"x\"}" + "]}".repeat(levels);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PutItem | {\"TableName\":                          | SerializationException",
        "PutItem | []                                       | SerializationException",
        "PutItem | {\"TableName\":7}                        | SerializationException",
        "PutItem | {\"TableName\":\"Hostile\",\"Item\":[]}  | SerializationException",
        "ListTables | {\"Limit\":1e999999999}              | SerializationException",
        "ListTables | {}xyz                                  | SerializationException",
        "CreateTable | {\"AttributeDefinitions\":\"23\"} | SerializationException",
        "Put     | {}                                       | UnknownOperationException",
        "GetItem | {\"TableName\":\"Hostile\",\"Key\":{\"pk\":{\"S\":\"a\"}},"
            + "\"ProjectionExpression\":\"a..b\"}           | ValidationException",
        "Scan    | {\"TableName\":\"Hostile\",\"FilterExpression\":\"((((\"}"
            + " | ValidationException",
      })
  void isToldWhatIsWrong(String action, String body, String type) throws IOException {
    try (HostileClient client = new HostileClient(server)) {
      Answer answer = client.ask(action, body);
      assertEquals(400, answer.status());
      assertTrue(answer.body().contains("#" + type), answer.body());
    }
  }

  @Test
  void badUtf8IsASerializationException() throws IOException {
    try (HostileClient client = new HostileClient(server)) {
      Answer answer = client.ask("PutItem", "", HostileClient.ascii("{\"TableName\":\"\u00c3(\"}"));
      assertTrue(answer.body().contains("#SerializationException"), answer.body());
    }
  }

  @Test
  void itemsHave400KilobytesAnd32Levels() throws IOException {
    try (HostileClient client = new HostileClient(server)) {
      assertTrue(put(client, "k", "x".repeat(410_600)).body().contains("#ValidationException"));
      for (int levels : new int[] {33, 900, 100_000}) {
        Answer answer =
            client.ask(
                "PutItem",
                "{\"TableName\":\"Hostile\",\"Item\":{\"pk\":{\"S\":\"k\"},\"d\":"
                    + nested(levels)
                    + "}}");
        assertEquals(400, answer.status(), answer.body());
      }
    }
    othersAreServed();
  }

  @Test
  void aBodyBeyond16MegabytesIsRefusedHoweverItComes() throws IOException {
    byte[] body = new byte[17 << 20];
    try (HostileClient client = new HostileClient(server)) {
      assertRefused(client.ask("PutItem", "", body));
    }
    try (HostileClient client = new HostileClient(server)) {
      client.send(HostileClient.head("PutItem", "Transfer-Encoding: chunked\r\n"));
      try {
        for (int i = 0; i < 17; i++) {
          client.send(HostileClient.ascii("100000\r\n"));
          client.send(new byte[1 << 20]);
          client.send(HostileClient.ascii("\r\n"));
        }
      } catch (IOException closedMeanwhile) {
        // as it may be
      }
      assertRefused(client.answer());
    }
    try (HostileClient client = new HostileClient(server)) {
      assertRefused(client.ask("PutItem", "Content-Encoding: gzip\r\n", bomb(1 << 27)));
    }
    othersAreServed();
  }

  private static void assertRefused(Answer answer) {
    assertTrue(answer.status() == 413 || answer.status() == 0, answer::toString);
  }

  /** A little that inflates to a lot. */
  private static byte[] bomb(int inflatedBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int sent = 0; sent < inflatedBytes; sent += blanks.length) {
        gzip.write(blanks);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aHeadBeyond32KilobytesIsRefused() throws IOException {
    try (HostileClient client = new HostileClient(server)) {
      Answer answer = client.ask("PutItem", "X-Long: " + "x".repeat(1 << 20) + "\r\n", new byte[0]);
      assertTrue(answer.status() == 431 || answer.status() == 0, answer::toString);
    }
  }

  @Test
  void namesOfMegabytesAreForgotten() throws IOException {
    try (HostileClient client = new HostileClient(server)) {
      for (int i = 0; i < 50; i++) {
        Answer answer = client.ask("PutItem", "{\"" + i + "x".repeat(8 << 20) + "\":1}");
        assertEquals(400, answer.status());
      }
    }
    othersAreServed();
  }

  @Test
  void thousandsMaySendHalfABodyAndWait() throws IOException {
    List<HostileClient> clients = new ArrayList<>();
    try {
      byte[] half = new byte[60_000];
      for (int i = 0; i < 3_000; i++) {
        HostileClient client = new HostileClient(server);
        clients.add(client);
        try {
          client.send(HostileClient.head("PutItem", "Content-Length: 120000\r\n"));
          client.send(half);
        } catch (IOException refused) {
          // as it may be
        }
      }
      othersAreServed();
    } finally {
      closeAll(clients);
    }
    othersAreServed();
  }

  @Test
  void hundredsMayAskForPagesAndNotReadThem() throws IOException {
    List<HostileClient> clients = new ArrayList<>();
    byte[] body = HostileClient.ascii("{\"TableName\":\"Hostile\"}");
    byte[] head = HostileClient.head("Scan", "Content-Length: " + body.length + "\r\n");
    try {
      for (int i = 0; i < 400; i++) {
        HostileClient client = new HostileClient(server);
        clients.add(client);
        for (int pages = 0; pages < 5; pages++) {
          client.send(head);
          client.send(body);
        }
      }
      othersAreServed();
    } finally {
      closeAll(clients);
    }
    othersAreServed();
  }

  @Test
  void manyMayReadLargeBatchesAtOnce() throws Exception {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < LARGE_ITEMS; i++) {
      keys.append(i == 0 ? "" : ",").append("{\"pk\":{\"S\":\"large-").append(i).append("\"}}");
    }
    String batch = "{\"RequestItems\":{\"Hostile\":{\"Keys\":[" + keys + "]}}}";
    try (ExecutorService readers = Executors.newFixedThreadPool(40)) {
      List<Future<Integer>> statuses = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        statuses.add(
            readers.submit(
                () -> {
                  try (HostileClient client = new HostileClient(server)) {
                    return client.ask("BatchGetItem", batch).status();
                  }
                }));
      }
      int answered = 0;
      for (Future<Integer> status : statuses) {
        assertTrue(List.of(200, 503).contains(status.get()), "status " + status.get());
        answered += status.get() == 200 ? 1 : 0;
      }
      assertTrue(answered > 0, "all were refused");
    }
    othersAreServed();
  }

  private static void closeAll(List<HostileClient> clients) throws IOException {
    for (HostileClient client : clients) {
      client.close();
    }
  }
}
