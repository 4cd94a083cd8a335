package io.antipode.load.bench.streams;

import io.antipode.load.http.Answer;
import io.antipode.load.http.ControlClient;
import io.antipode.load.http.DynamoRequest;
import io.antipode.load.http.SingleConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * One consumer of all shards of a table's stream from its beginning, by GetRecords; it knows when a
 * record was written from the item's number {@code n}: nanoseconds since the run's start. Confined
 * to one thread.
 */
final class StreamReaders implements AutoCloseable {
  private static final String STREAMS = "DynamoDBStreams_20120810.";
  private static final Pattern SHARD = Pattern.compile("\"ShardId\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern ITERATOR =
      Pattern.compile("\"(?:Next)?ShardIterator\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern ARN = Pattern.compile("\"LatestStreamArn\"\\s*:\\s*\"([^\"]+)\"");
  private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private final DynamoRequest getRecords;
  private final SingleConnection connection;
  private final List<String> iterators = new ArrayList<>();
  private final Histogram delayNs = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
  private final long originNs;
  private long records;
  private long calls;

  StreamReaders(InetSocketAddress address, String region, String table, long originNs)
      throws IOException {
    this.originNs = originNs;
    getRecords = new DynamoRequest(STREAMS + "GetRecords", region);
    connection = new SingleConnection(address);
    ControlClient client = new ControlClient(address, region);
    String arn = first(ARN, client.call("DescribeTable", "{\"TableName\":\"" + table + "\"}"));
    String shards = client.call(STREAMS + "DescribeStream", "{\"StreamArn\":\"" + arn + "\"}");
    for (Matcher shard = SHARD.matcher(shards); shard.find(); ) {
      iterators.add(
          first(
              ITERATOR,
              client.call(
                  STREAMS + "GetShardIterator",
                  "{\"StreamArn\":\"%s\",\"ShardId\":\"%s\",\"ShardIteratorType\":\"TRIM_HORIZON\"}"
                      .formatted(arn, shard.group(1)))));
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  /** Reads each shard once; sleeps a little where none had anything. */
  void poll() throws IOException {
    long before = records;
    for (int shard = 0; shard < iterators.size(); shard++) {
      Answer answer =
          connection.call(getRecords.with("{\"ShardIterator\":\"" + iterators.get(shard) + "\"}"));
      calls++;
      String body = answer.body();
      if (answer.status() != 200) {
        throw new IllegalStateException("GetRecords: " + answer.status() + " " + body);
      }
      long nowNs = System.nanoTime() - originNs;
      for (int at = body.indexOf("\"NewImage\"");
          at >= 0;
          at = body.indexOf("\"NewImage\"", at + 1)) {
        records++;
        delayNs.recordValue(
            Math.clamp(nowNs - number(body, at), 0, delayNs.getHighestTrackableValue()));
      }
      iterators.set(shard, first(ITERATOR, body));
    }
    if (records == before) {
      LockSupport.parkNanos(IDLE_NS);
    }
  }

  /** The number {@code n} of the image that begins there. */
  private static long number(String body, int image) {
    int quote = body.indexOf("\"n\"", image);
    int from = body.indexOf("\"N\"", quote) + 3;
    while (!Character.isDigit(body.charAt(from))) {
      from++;
    }
    int to = from;
    while (Character.isDigit(body.charAt(to))) {
      to++;
    }
    return Long.parseLong(body, from, to, 10);
  }

  int shards() {
    return iterators.size();
  }

  long records() {
    return records;
  }

  long calls() {
    return calls;
  }

  /** From a write's sending to its record in the consumer's hands. */
  Histogram delayNs() {
    return delayNs;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
