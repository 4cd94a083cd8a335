package io.antipode.load.micro;

import io.antipode.load.target.FolderTree;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * GetItem, PutItem, UpdateItem and Query of items of 256 bytes, from a request's JSON to its
 * answer's, the log (durability {@code os}) and Chronicle Map included, HTTP not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class OperationBenchmark {
  private static final int PARTITIONS = 1_024;
  private static final int ITEMS_PER_PARTITION = 10;
  private static final String TABLE =
      """
      {"TableName":"micro","BillingMode":"PAY_PER_REQUEST",
       "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
        {"AttributeName":"sk","AttributeType":"N"}],
       "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},
        {"AttributeName":"sk","KeyType":"RANGE"}]}\
      """;
  private static final String VALUE = "v".repeat(230);

  private final Path folder;
  private final DirectRegion region;
  private final DirectRegion.Answer answer;
  private final Operation getItem;
  private final Operation putItem;
  private final Operation updateItem;
  private final Operation query;
  private final byte[][] gets = new byte[PARTITIONS][];
  private final byte[][] puts = new byte[PARTITIONS][];
  private final byte[][] updates = new byte[PARTITIONS][];
  private final byte[][] queries = new byte[PARTITIONS][];
  private int turn;

  /** Opens a region, fills its table and writes the requests. */
  public OperationBenchmark() {
    try {
      folder = Files.createTempDirectory("antipode-micro-");
      region = new DirectRegion(folder);
      answer = region.new Answer();
      getItem = region.operation("GetItem");
      putItem = region.operation("PutItem");
      updateItem = region.operation("UpdateItem");
      query = region.operation("Query");
      region.createTable("micro", TABLE);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        fill(partition);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fill(int partition) throws IOException {
    for (int item = 0; item < ITEMS_PER_PARTITION; item++) {
      puts[partition] =
          request(
              "\"Item\":{%s,\"n\":{\"N\":\"7\"},\"v\":{\"S\":\"%s\"}}"
                  .formatted(key(partition, item), VALUE));
      answer.await(putItem, puts[partition]);
    }
    String key = "\"Key\":{" + key(partition, partition % ITEMS_PER_PARTITION) + "}";
    gets[partition] = request(key);
    updates[partition] =
        request(
            key
                + ",\"UpdateExpression\":\"ADD n :one\","
                + "\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}");
    queries[partition] =
        request(
            "\"KeyConditionExpression\":\"pk = :p\",\"ExpressionAttributeValues\":{\":p\":%s}"
                .formatted(partitionKey(partition)));
  }

  private static String key(int partition, int item) {
    return "\"pk\":%s,\"sk\":{\"N\":\"%d\"}".formatted(partitionKey(partition), item);
  }

  private static String partitionKey(int partition) {
    return "{\"S\":\"user%06d\"}".formatted(partition);
  }

  private static byte[] request(String members) {
    return ("{\"TableName\":\"micro\"," + members + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the region and deletes its files. */
  @TearDown
  public void close() throws IOException {
    region.close();
    FolderTree.delete(folder);
  }

  private byte[] next(byte[][] requests) {
    return requests[turn++ & PARTITIONS - 1];
  }

  /** GetItem of one item. */
  @Benchmark
  public JsonOut getItem() throws IOException {
    return answer.await(getItem, next(gets));
  }

  /** PutItem over an existing item. */
  @Benchmark
  public JsonOut putItem() throws IOException {
    return answer.await(putItem, next(puts));
  }

  /** UpdateItem, ADD of a number. */
  @Benchmark
  public JsonOut updateItem() throws IOException {
    return answer.await(updateItem, next(updates));
  }

  /** Query of a partition of ten items. */
  @Benchmark
  public JsonOut query() throws IOException {
    return answer.await(query, next(queries));
  }
}
