// KCL with DynamoDB's streams adapter: two workers share a stream, its leases lie in tables beside
// it. One is killed, the
// other takes over; then the stream is switched off, so that its shards end, and all of them are
// read to their ends.
// Consumers URL, which starts itself once more, as the worker to be killed.

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

public class Consumers {
  private static final String TABLE = "kcl-source";
  private static final int KEYS = 40;
  private static final int WRITES = 10;

  private final URI url;
  private final StaticCredentialsProvider credentials =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
  private final DynamoDbClient client;

  /** What was seen of each key, in order; and the shards that were begun and ended. */
  private final Map<String, List<Integer>> seen = new ConcurrentHashMap<>();

  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  private Consumers(URI url) {
    this.url = url;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
  }

  private final class Processor implements DynamoDBStreamsShardRecordProcessor {
    private String shard = "";

    @Override
    public void initialize(InitializationInput input) {
      shard = input.shardId();
      begun.add(shard);
      System.out.println("begun " + shard);
    }

    @Override
    public void processRecords(DynamoDBStreamsProcessRecordsInput input) {
      for (DynamoDBStreamsClientRecord each : input.records()) {
        Record record = each.getRecord();
        Map<String, AttributeValue> image = record.dynamodb().newImage();
        seen.computeIfAbsent(image.get("id").s(), none -> new ArrayList<>())
            .add(Integer.valueOf(image.get("n").n()));
      }
      if (!input.records().isEmpty()) {
        checkpoint(input.checkpointer());
        System.out.println("processed " + input.records().size());
      }
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
      begun.remove(shard);
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
      checkpoint(input.checkpointer());
      ended.add(shard);
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
      checkpoint(input.checkpointer());
    }

    private void checkpoint(RecordProcessorCheckpointer checkpointer) {
      try {
        checkpointer.checkpoint();
      } catch (InvalidStateException | ShutdownException e) {
        System.out.println("no checkpoint: " + e.getMessage());
      }
    }
  }

  private Scheduler worker(String name) {
    DynamoDbStreamsClient streams =
        DynamoDbStreamsClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    AmazonDynamoDBStreamsAdapterClient adapter =
        new AmazonDynamoDBStreamsAdapterClient(streams, Region.US_EAST_1);
    DynamoDbAsyncClient leases =
        DynamoDbAsyncClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    CloudWatchAsyncClient unused =
        CloudWatchAsyncClient.builder()
            .endpointOverride(url)
            .region(Region.US_EAST_1)
            .credentialsProvider(credentials)
            .build();
    String stream = client.describeTable(b -> b.tableName(TABLE)).table().latestStreamArn();
    ConfigsBuilder configs =
        new ConfigsBuilder(
            StreamsSchedulerFactory.createSingleStreamTracker(
                stream,
                InitialPositionInStreamExtended.newInitialPosition(
                    InitialPositionInStream.TRIM_HORIZON)),
            "kcl-leases",
            adapter,
            leases,
            unused,
            name,
            Processor::new);
    DynamoDBStreamsPollingConfig polling =
        new DynamoDBStreamsPollingConfig(adapter).idleTimeBetweenReadsInMillis(200);
    return StreamsSchedulerFactory.createScheduler(
        configs.checkpointConfig(),
        configs.coordinatorConfig(),
        configs.leaseManagementConfig().failoverTimeMillis(5_000).shardSyncIntervalMillis(2_000),
        configs.lifecycleConfig(),
        configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
        configs.processorConfig(),
        configs.retrievalConfig().retrievalSpecificConfig(polling),
        adapter);
  }

  private void createTable() {
    client.createTable(
        b ->
            b.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                    a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                .streamSpecification(
                    s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE)));
    client.waiter().waitUntilTableExists(b -> b.tableName(TABLE));
  }

  private void write(int from, int to) {
    for (int n = from; n < to; n++) {
      for (int key = 0; key < KEYS; key++) {
        Map<String, AttributeValue> item =
            Map.of(
                "id",
                AttributeValue.fromS("k" + key),
                "n",
                AttributeValue.fromN(Integer.toString(n)));
        client.putItem(b -> b.tableName(TABLE).item(item));
      }
    }
  }

  private static void await(String what, int seconds, BooleanSupplier condition)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(seconds)) {
        throw new AssertionError("not within " + seconds + " s: " + what);
      }
      Thread.sleep(100);
    }
    System.out.println(what + ": " + (System.nanoTime() - start) / 1_000_000 + " ms");
  }

  private boolean sawTheLast() {
    return seen.size() == KEYS
        && seen.values().stream().allMatch(each -> each.contains(WRITES - 1));
  }

  /** Each key's records in order; repeated are those that the other worker had not checkpointed. */
  private void checkOrder() {
    new TreeMap<>(seen)
        .forEach(
            (key, values) -> {
              List<Integer> distinct = values.stream().distinct().toList();
              if (!distinct.equals(distinct.stream().sorted().toList())) {
                throw new AssertionError(key + " out of order: " + values);
              }
            });
  }

  public static void main(String[] args) throws Exception {
    Consumers consumers = new Consumers(URI.create(args[0]));
    if (args.length > 1) {
      consumers.worker(args[1]).run();
      return;
    }
    consumers.createTable();
    consumers.write(0, WRITES / 2);
    Process doomed =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Consumers.class.getName(),
                args[0],
                "doomed")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = doomed.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.startsWith("processed")) {
        line = output.readLine();
      }
      if (line == null) {
        throw new AssertionError("the first worker saw nothing");
      }
    } finally {
      doomed.destroyForcibly().waitFor();
    }
    Scheduler worker = consumers.worker("survivor");
    Thread thread = new Thread(worker, "survivor");
    thread.setDaemon(true);
    thread.start();
    consumers.write(WRITES / 2, WRITES);
    // The killed one was the leader too, whose lock its successor waits for: two minutes.
    await("the survivor took over and saw the last of each key", 300, consumers::sawTheLast);
    consumers.checkOrder();
    consumers.client.updateTable(
        b -> b.tableName(TABLE).streamSpecification(s -> s.streamEnabled(false)));
    await(
        "every shard ended",
        120,
        () -> !consumers.begun.isEmpty() && consumers.ended.containsAll(consumers.begun));
    worker.startGracefulShutdown().get(60, TimeUnit.SECONDS);
    System.exit(0);
  }
}
