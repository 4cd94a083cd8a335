package io.antipode.load.bench.recovery;

import io.antipode.load.http.Answer;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.Traffic;
import java.util.Arrays;

/**
 * Numbered puts over a fixed set of keys by one load client, with memory of what was acknowledged.
 * Key {@code i} is written by connection {@code i mod connections} only, so that the writes of one
 * key are sequential: after any crash its item must show a number between the last acknowledged and
 * the last sent. Confined to the client's thread while it runs.
 */
final class AcknowledgedWrites implements Traffic {
  private final String table;
  private final String keyPrefix;
  private final DynamoRequest put;
  private final String padding;
  private final int connections;
  private final int keysPerConnection;
  private final long[] acknowledged;
  private final long[] sent;
  private final int[] cursor;
  private final int[] inFlight;

  AcknowledgedWrites(
      String table, String keyPrefix, String region, int keys, int connections, int itemBytes) {
    this.table = table;
    this.keyPrefix = keyPrefix;
    this.connections = connections;
    put = new DynamoRequest("PutItem", region);
    padding = "v".repeat(itemBytes);
    keysPerConnection = Math.max(1, keys / connections);
    acknowledged = new long[keysPerConnection * connections];
    sent = new long[acknowledged.length];
    cursor = new int[connections];
    inFlight = new int[connections];
    Arrays.fill(inFlight, -1);
  }

  @Override
  public byte[] next(int connection) {
    int key = connection + connections * (cursor[connection]++ % keysPerConnection);
    inFlight[connection] = key;
    sent[key]++;
    return put.with(
        "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"%s\"},\"n\":{\"N\":\"%d\"},\"v\":{\"S\":\"%s\"}}}"
            .formatted(table, name(key), sent[key], padding));
  }

  @Override
  public void answered(int connection, Answer answer) {
    int key = inFlight[connection];
    if (answer.status() == 200) {
      acknowledged[key] = sent[key];
    }
  }

  int keys() {
    return acknowledged.length;
  }

  String name(int key) {
    return keyPrefix + key;
  }

  long acknowledged(int key) {
    return acknowledged[key];
  }

  long acknowledgedKeys() {
    return Arrays.stream(acknowledged).filter(number -> number > 0).count();
  }

  /** Whether an item that shows this number (0: absent) keeps every promise made for the key. */
  boolean keeps(int key, long number) {
    return acknowledged[key] <= number && number <= sent[key];
  }

  /** What is stored becomes what is known, so that a next run goes on from there. */
  void settle(int key, long number) {
    acknowledged[key] = number;
    sent[key] = Math.max(sent[key], number);
  }
}
