package io.antipode.load.stranger;

import io.antipode.load.http.Answer;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.SingleConnection;
import io.antipode.load.target.ProcessMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * The client that lives there: it knows what is in its table, reads it while strangers talk, and
 * finds out whether anything has changed. One thread at a time.
 */
final class Householder implements AutoCloseable {
  private static final String TABLE = "Household";
  private static final int ITEMS = 200;
  private static final int MAX_LATENCIES = 1_000_000;

  private final ControlClient client;
  private final SingleConnection connection;
  private final long pid;
  private final byte[] read;
  private final long[] latenciesNs = new long[MAX_LATENCIES];
  private int reads;

  Householder(InetSocketAddress address, String region, long pid) throws IOException {
    this.client = new ControlClient(address, region);
    this.connection = new SingleConnection(address);
    this.pid = pid;
    this.read =
        new DynamoRequest("GetItem", region)
            .with("{\"TableName\":\"" + TABLE + "\",\"Key\":{\"pk\":{\"S\":\"item-1\"}}}");
  }

  void moveIn() {
    client.call(
        "CreateTable",
        """
        {"TableName":"%s","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}]}
        """
            .formatted(TABLE));
    for (int i = 0; i < ITEMS; i++) {
      client.call(
          "PutItem",
          "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"item-%d\"},\"v\":{\"S\":\"%s\"}}}"
              .formatted(TABLE, i, "v".repeat(i)));
    }
  }

  /** All that there is, as a text that changes with it: tables, items and clocks' faults. */
  String inventory() {
    return client.call("ListTables", "{}")
        + client.get("/_antipode/digest/" + TABLE).body()
        + client.get("/_antipode/faults").body();
  }

  /** A small read; throws where it is not answered as ever. */
  void read() throws IOException {
    long startNs = System.nanoTime();
    Answer answer = connection.call(read);
    if (reads < MAX_LATENCIES) {
      latenciesNs[reads++] = System.nanoTime() - startNs;
    }
    if (answer.status() != 200) {
      throw new IOException("a read was answered with " + answer.status());
    }
  }

  /** Of the reads so far, in milliseconds. */
  double p99Ms() {
    long[] sorted = Arrays.copyOf(latenciesNs, reads);
    Arrays.sort(sorted);
    return reads == 0 ? 0 : sorted[(int) (reads * 0.99)] / 1e6;
  }

  /** What the process has in memory now. */
  long residentKb() throws IOException {
    return ProcessMemory.residentKb(pid);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
