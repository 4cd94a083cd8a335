// The SDK's Kinesis client reads a table's changes, in CBOR, as it speaks by default. (The one that
// is asynchronous speaks HTTP/2, unless it is given a client of HTTP/1.1.)
// KinesisReader URL

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DestinationStatus;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

public class KinesisReader {
  private static final String TABLE = "kinesis-source";
  private static final String STREAM = "changes-of-it";
  private static final int WRITES = 100;

  public static void main(String[] arguments) {
    URI url = URI.create(arguments[0]);
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    try (DynamoDbClient tables =
            DynamoDbClient.builder()
                .endpointOverride(url)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        KinesisClient kinesis =
            KinesisClient.builder()
                .endpointOverride(url)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build()) {
      Instant begun = Instant.now();
      write(tables);
      read(kinesis, begun);
    }
  }

  private static void write(DynamoDbClient tables) {
    tables.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key -> key.attributeName("id").keyType(KeyType.HASH))
                .attributeDefinitions(
                    id -> id.attributeName("id").attributeType(ScalarAttributeType.S)));
    tables.waiter().waitUntilTableExists(table -> table.tableName(TABLE));
    String arn = "arn:aws:kinesis:us-east-1:000000000000:stream/" + STREAM;
    tables.enableKinesisStreamingDestination(to -> to.tableName(TABLE).streamArn(arn));
    check(
        tables
                .describeKinesisStreamingDestination(of -> of.tableName(TABLE))
                .kinesisDataStreamDestinations()
                .getFirst()
                .destinationStatus()
            == DestinationStatus.ACTIVE,
        "it is active");
    for (int i = 0; i < WRITES; i++) {
      String id = "k" + i;
      tables.putItem(
          put -> put.tableName(TABLE).item(Map.of("id", AttributeValue.builder().s(id).build())));
    }
  }

  private static void read(KinesisClient kinesis, Instant begun) {
    Set<String> keys = new TreeSet<>();
    for (Shard shard :
        kinesis.listShards(of -> of.streamName(STREAM)).shards()) {
      String iterator =
          kinesis
              .getShardIterator(
                  at ->
                      at.streamName(STREAM)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                          .timestamp(begun.minusSeconds(1)))
              
              .shardIterator();
      for (int empty = 0; empty < 2; ) {
        String from = iterator;
        GetRecordsResponse page =
            kinesis.getRecords(at -> at.shardIterator(from).limit(7));
        for (Record each : page.records()) {
          String text = each.data().asUtf8String();
          check(text.contains("\"eventName\":\"INSERT\""), text);
          keys.add(text.replaceAll(".*\"Keys\":\\{\"id\":\\{\"S\":\"([^\"]*)\".*", "$1"));
          Duration away = Duration.between(begun, each.approximateArrivalTimestamp()).abs();
          check(away.toSeconds() < 600, "it arrived at " + each.approximateArrivalTimestamp());
        }
        empty = page.records().isEmpty() ? empty + 1 : 0;
        iterator = page.nextShardIterator();
      }
    }
    check(keys.size() == WRITES, keys.size() + " of " + WRITES + " changes");
    try {
      kinesis.describeStreamSummary(of -> of.streamName("nowhere"));
      check(false, "a stream that is not there is found");
    } catch (ResourceNotFoundException e) {
      check(e.getMessage().contains("Stream nowhere not found"), e.getMessage());
    }
  }

  private static void check(boolean is, String what) {
    if (!is) {
      System.err.println("wrong: " + what);
      System.exit(1);
    }
  }
}
