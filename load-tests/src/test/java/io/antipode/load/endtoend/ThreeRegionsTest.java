package io.antipode.load.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.http.ControlClient;
import io.antipode.load.target.AntipodeUp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DisassociationMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ReplicaStatus;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

final class ThreeRegionsTest {
  private static final List<Region> REGIONS =
      List.of(Region.US_EAST_1, Region.EU_WEST_1, Region.AP_SOUTHEAST_1);
  private static final StaticCredentialsProvider ANY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
  private static final SdkHttpClient HTTP = UrlConnectionHttpClient.create();
  private static final long WAIT_NS = 20_000_000_000L;

  private static AntipodeUp antipode;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    antipode =
        AntipodeUp.start(
            Path.of("..").toAbsolutePath().normalize(),
            Files.createFile(folder.resolve("log")),
            List.of("--data", folder.resolve("data").toString()));
  }

  @AfterAll
  static void stop() {
    antipode.close();
  }

  private static DynamoDbClient in(Region region) {
    return DynamoDbClient.builder()
        .region(region)
        .endpointOverride(frontDoor())
        .credentialsProvider(ANY)
        .httpClient(HTTP)
        .build();
  }

  private static URI frontDoor() {
    return URI.create("http://127.0.0.1:" + antipode.address().getPort());
  }

  private static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static void create(String table) {
    in(REGIONS.getFirst())
        .createTable(
            request ->
                request
                    .tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        List.of(
                            attribute("pk", ScalarAttributeType.S),
                            attribute("sk", ScalarAttributeType.N)))
                    .keySchema(List.of(element("pk", KeyType.HASH), element("sk", KeyType.RANGE))));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement element(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static void replicate(String table) {
    DynamoDbClient home = in(REGIONS.getFirst());
    for (Region region : REGIONS.subList(1, REGIONS.size())) {
      home.updateTable(
          request ->
              request
                  .tableName(table)
                  .replicaUpdates(
                      List.of(
                          ReplicationGroupUpdate.builder()
                              .create(c -> c.regionName(region.id()))
                              .build())));
      eventually(
          () ->
              home.describeTable(request -> request.tableName(table)).table().replicas().stream()
                  .anyMatch(
                      replica ->
                          replica.regionName().equals(region.id())
                              && replica.replicaStatus() == ReplicaStatus.ACTIVE),
          "replica in " + region);
    }
  }

  private static void eventually(BooleanSupplier condition, String what) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - startNs < WAIT_NS, what);
      Thread.onSpinWait();
    }
  }

  private static Map<String, AttributeValue> key(String partition, long sort) {
    return Map.of("pk", s(partition), "sk", n(sort));
  }

  @Test
  void whatIsWrittenInOneRegionIsReadInTheOthers() {
    create("everywhere");
    in(REGIONS.getFirst()).putItem(r -> r.tableName("everywhere").item(key("before", 1)));
    replicate("everywhere");
    for (Region from : REGIONS) {
      in(from).putItem(r -> r.tableName("everywhere").item(key(from.id(), 1)));
      for (Region to : REGIONS) {
        eventually(
            () -> in(to).getItem(r -> r.tableName("everywhere").key(key(from.id(), 1))).hasItem(),
            from + " to " + to);
        assertTrue(
            in(to).getItem(r -> r.tableName("everywhere").key(key("before", 1))).hasItem(),
            "the item from before the replica was seeded to " + to);
      }
    }
    in(REGIONS.get(1)).deleteItem(r -> r.tableName("everywhere").key(key("before", 1)));
    for (Region region : REGIONS) {
      eventually(
          () -> !in(region).getItem(r -> r.tableName("everywhere").key(key("before", 1))).hasItem(),
          "deletion reaches " + region);
    }
  }

  @Test
  void everyRegionsStreamShowsEveryChange() {
    create("streamed");
    replicate("streamed");
    for (Region region : REGIONS) {
      in(region).putItem(r -> r.tableName("streamed").item(key(region.id(), 1)));
    }
    for (Region region : REGIONS) {
      eventually(
          () -> keysInStream(region, "streamed").size() == REGIONS.size(), "stream of " + region);
    }
  }

  private static Set<String> keysInStream(Region region, String table) {
    try (DynamoDbStreamsClient streams =
        DynamoDbStreamsClient.builder()
            .region(region)
            .endpointOverride(frontDoor())
            .credentialsProvider(ANY)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      String arn = streams.listStreams(r -> r.tableName(table)).streams().getFirst().streamArn();
      List<Record> records = new ArrayList<>();
      streams
          .describeStream(r -> r.streamArn(arn))
          .streamDescription()
          .shards()
          .forEach(
              shard -> {
                String iterator =
                    streams
                        .getShardIterator(
                            r ->
                                r.streamArn(arn)
                                    .shardId(shard.shardId())
                                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator();
                records.addAll(streams.getRecords(r -> r.shardIterator(iterator)).records());
              });
      return records.stream()
          .map(record -> Objects.requireNonNull(record.dynamodb().keys().get("pk")).s())
          .collect(Collectors.toCollection(HashSet::new));
    }
  }

  @Test
  void aConflictEndsWithOneWinnerEverywhere() {
    create("conflict");
    replicate("conflict");
    ControlClient control = new ControlClient(antipode.address(), REGIONS.getFirst().id());
    for (Region region : REGIONS) {
      in(region)
          .putItem(
              r ->
                  r.tableName("conflict")
                      .item(Map.of("pk", s("same"), "sk", n(1), "from", s(region.id()))));
    }
    eventually(
        () ->
            REGIONS.stream()
                    .map(
                        region ->
                            in(region)
                                .getItem(r -> r.tableName("conflict").key(key("same", 1)))
                                .item())
                    .distinct()
                    .count()
                == 1,
        "one winner");
    assertEquals(200, control.get("/_antipode/status").status());
  }

  @Test
  void whatARemovedReplicaAcceptedBehindACutIsInTheOthersAfterwards() {
    create("removed");
    replicate("removed");
    Region leaving = REGIONS.get(1);
    ControlClient control = new ControlClient(antipode.address(), leaving.id());
    for (Region other : List.of(REGIONS.getFirst(), REGIONS.getLast())) {
      String link = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(leaving.id(), other.id());
      control.post("/_antipode/faults", "{\"link\":" + link + ",\"cut\":true}");
    }
    in(leaving).putItem(r -> r.tableName("removed").item(key("last", 1)));
    in(leaving).deleteTable(r -> r.tableName("removed"));
    assertEquals(
        TableStatus.DELETING,
        in(leaving).describeTable(r -> r.tableName("removed")).table().tableStatus());
    control.post("/_antipode/faults", "{\"heal\":true}");
    eventually(
        () -> !in(leaving).listTables().tableNames().contains("removed"), "the replica leaves");
    for (Region other : List.of(REGIONS.getFirst(), REGIONS.getLast())) {
      assertTrue(in(other).getItem(r -> r.tableName("removed").key(key("last", 1))).hasItem());
    }
  }

  @Test
  void aDisassociatedReplicaIsATableOfItsOwnOnceAllHasArrived() {
    create("parted");
    replicate("parted");
    Region leaving = REGIONS.get(1);
    Region other = REGIONS.getLast();
    DynamoDbClient there = in(leaving);
    ControlClient control = new ControlClient(antipode.address(), leaving.id());
    String link = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(leaving.id(), other.id());
    control.post("/_antipode/faults", "{\"link\":" + link + ",\"cut\":true}");
    there.putItem(r -> r.tableName("parted").item(key("from the leaver", 1)));
    in(other).putItem(r -> r.tableName("parted").item(key("to the leaver", 1)));
    there.updateTable(r -> r.tableName("parted").disassociationProtectionEnabled(false));
    there.updateTable(
        r ->
            r.tableName("parted")
                .replicaUpdates(
                    ReplicationGroupUpdate.builder()
                        .disassociate(
                            d ->
                                d.regionName(leaving.id())
                                    .disassociationMode(DisassociationMode.WAIT_FOR_REPLICATION))
                        .build()));
    assertEquals(
        TableStatus.UPDATING,
        there.describeTable(r -> r.tableName("parted")).table().tableStatus());
    control.post("/_antipode/faults", "{\"heal\":true}");
    eventually(
        () -> !there.describeTable(r -> r.tableName("parted")).table().hasReplicas(),
        "the replica parts from the others");
    assertTrue(
        in(other).getItem(r -> r.tableName("parted").key(key("from the leaver", 1))).hasItem());
    assertTrue(there.getItem(r -> r.tableName("parted").key(key("to the leaver", 1))).hasItem());
    eventually(
        () -> in(other).describeTable(r -> r.tableName("parted")).table().replicas().size() == 1,
        "the others know");
    there.putItem(r -> r.tableName("parted").item(key("apart", 1)));
    in(other).putItem(r -> r.tableName("parted").item(key("together", 1)));
    eventually(
        () ->
            in(REGIONS.getFirst())
                .getItem(r -> r.tableName("parted").key(key("together", 1)))
                .hasItem(),
        "the others go on");
    assertFalse(there.getItem(r -> r.tableName("parted").key(key("together", 1))).hasItem());
    assertFalse(in(other).getItem(r -> r.tableName("parted").key(key("apart", 1))).hasItem());
  }

  @Test
  void conditionsUpdatesBatchesAndPagesWork() {
    create("local");
    DynamoDbClient home = in(REGIONS.getFirst());
    home.putItem(r -> r.tableName("local").item(key("counter", 0)));
    assertThrows(
        ConditionalCheckFailedException.class,
        () ->
            home.putItem(
                r ->
                    r.tableName("local")
                        .item(key("counter", 0))
                        .conditionExpression("attribute_not_exists(pk)")));
    Map<String, AttributeValue> updated =
        home.updateItem(
                r ->
                    r.tableName("local")
                        .key(key("counter", 0))
                        .updateExpression("ADD hits :one")
                        .expressionAttributeValues(Map.of(":one", n(1)))
                        .returnValues(ReturnValue.UPDATED_NEW))
            .attributes();
    assertEquals(Map.of("hits", n(1)), updated);
    List<WriteRequest> batch =
        IntStream.range(0, 25)
            .mapToObj(i -> WriteRequest.builder().putRequest(p -> p.item(key("many", i))).build())
            .toList();
    home.batchWriteItem(r -> r.requestItems(Map.of("local", batch)));
    List<String> seen =
        home
            .queryPaginator(
                r ->
                    r.tableName("local")
                        .limit(4)
                        .keyConditionExpression("pk = :p")
                        .expressionAttributeValues(Map.of(":p", s("many"))))
            .items()
            .stream()
            .map(item -> Objects.requireNonNull(item.get("sk")).n())
            .toList();
    assertEquals(IntStream.range(0, 25).mapToObj(Integer::toString).toList(), seen);
    DynamoDbException refused =
        assertThrows(
            DynamoDbException.class,
            () -> home.getItem(r -> r.tableName("local").key(Map.of("pk", s("x")))));
    assertEquals(
        "The provided key element does not match the schema",
        refused.awsErrorDetails().errorMessage());
  }
}
