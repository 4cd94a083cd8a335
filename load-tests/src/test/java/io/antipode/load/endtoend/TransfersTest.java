package io.antipode.load.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.node.bootstrap.Antipode;
import io.antipode.node.bootstrap.UpSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.BulkOperationStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ImportStatus;
import software.amazon.awssdk.services.dynamodb.model.InputCompressionType;
import software.amazon.awssdk.services.dynamodb.model.InputFormat;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The AWS SDK exports a table, imports it again, and puts its items in bulk. */
class TransfersTest {
  private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/Source";
  private static final AttributeDefinition ID =
      AttributeDefinition.builder()
          .attributeName("id")
          .attributeType(ScalarAttributeType.S)
          .build();
  private static final KeySchemaElement KEY =
      KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build();
  private static final int ITEMS = 50;
  private static final long WAIT_NANOS = 60_000_000_000L;

  private static Antipode antipode;
  private static DynamoDbClient client;

  @BeforeAll
  static void aStore(@TempDir Path folder) throws Exception {
    int port = freePort();
    antipode =
        Antipode.up(
            new UpSettings(
                List.of(new io.antipode.cluster.topology.Region("us-east-1")),
                port,
                folder,
                null,
                2,
                DurabilityMode.OS,
                "127.0.0.1",
                500,
                false,
                false,
                false,
                true));
    client =
        DynamoDbClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    client.createTable(
        request ->
            request
                .tableName("Source")
                .attributeDefinitions(ID)
                .keySchema(KEY)
                .billingMode(BillingMode.PAY_PER_REQUEST));
    for (int i = 0; i < ITEMS; i++) {
      Map<String, AttributeValue> item = item(i);
      client.putItem(request -> request.tableName("Source").item(item));
    }
    client.updateContinuousBackups(
        request ->
            request
                .tableName("Source")
                .pointInTimeRecoverySpecification(
                    recovery -> recovery.pointInTimeRecoveryEnabled(true)));
  }

  /** Two in a row, for the front door and the region, below those that systems give away. */
  private static int freePort() throws IOException {
    for (int port = 21_000; port < 32_000; port += 2) {
      try (ServerSocket first = new ServerSocket(port);
          ServerSocket second = new ServerSocket(port + 1)) {
        return Math.min(first.getLocalPort(), second.getLocalPort());
      } catch (BindException taken) {
        assertTrue(port > 0, taken::getMessage); // so try the next ones
      }
    }
    throw new IOException("no port is free");
  }

  @AfterAll
  static void stop() {
    client.close();
    antipode.close();
  }

  private static Map<String, AttributeValue> item(int number) {
    return Map.of(
        "id", AttributeValue.fromS("k" + number),
        "n", AttributeValue.fromN(Integer.toString(number)),
        "set", AttributeValue.fromSs(List.of("a", "b")),
        "map", AttributeValue.fromM(Map.of("x", AttributeValue.fromNul(true))));
  }

  private static void await(BooleanSupplier done) {
    long until = System.nanoTime() + WAIT_NANOS;
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < until, "it takes too long");
      Thread.onSpinWait();
    }
  }

  private static String exported() {
    String export =
        client
            .exportTableToPointInTime(request -> request.tableArn(ARN).s3Bucket("there"))
            .exportDescription()
            .exportArn();
    await(
        () ->
            client
                    .describeExport(request -> request.exportArn(export))
                    .exportDescription()
                    .exportStatus()
                == ExportStatus.COMPLETED);
    assertTrue(
        client.listExportsPaginator(request -> request.tableArn(ARN).maxResults(1)).stream()
            .flatMap(page -> page.exportSummaries().stream())
            .anyMatch(each -> each.exportArn().equals(export)));
    return "AWSDynamoDB/" + export.substring(export.lastIndexOf('/') + 1) + "/data/";
  }

  private static Map<String, AttributeValue> found(String table, int number) {
    return client
        .getItem(
            request ->
                request.tableName(table).key(Map.of("id", AttributeValue.fromS("k" + number))))
        .item();
  }

  @Test
  void whatIsExportedIsImportedAndPut() {
    String data = exported();
    String arn =
        client
            .importTable(
                request ->
                    request
                        .inputFormat(InputFormat.DYNAMODB_JSON)
                        .inputCompressionType(InputCompressionType.GZIP)
                        .s3BucketSource(source -> source.s3Bucket("there").s3KeyPrefix(data))
                        .tableCreationParameters(
                            table ->
                                table
                                    .tableName("Copy")
                                    .attributeDefinitions(ID)
                                    .keySchema(KEY)
                                    .billingMode(BillingMode.PAY_PER_REQUEST)))
            .importTableDescription()
            .importArn();
    await(
        () ->
            client
                    .describeImport(request -> request.importArn(arn))
                    .importTableDescription()
                    .importStatus()
                == ImportStatus.COMPLETED);
    for (int i = 0; i < ITEMS; i++) {
      assertEquals(item(i), found("Copy", i));
    }
    client.deleteItem(
        request -> request.tableName("Copy").key(Map.of("id", AttributeValue.fromS("k7"))));
    String bulk =
        client
            .startBulkPutItems(
                request ->
                    request
                        .tableName("Copy")
                        .inputS3Configuration(
                            input ->
                                input
                                    .s3Bucket("there")
                                    .s3KeyPrefix(data)
                                    .inputFormat("DYNAMODB_JSON")
                                    .inputCompressionType(InputCompressionType.GZIP))
                        .outputS3Configuration(
                            output -> output.s3Bucket("told").outputTypeWithStrings("ERROR")))
            .bulkOperationDescription()
            .bulkOperationArn();
    await(
        () ->
            client
                    .describeBulkOperation(request -> request.bulkOperationArn(bulk))
                    .bulkOperationDescription()
                    .bulkOperationStatus()
                == BulkOperationStatus.COMPLETED);
    assertEquals(item(7), found("Copy", 7));
  }

  @Test
  void errorsAreTheSdksOwn() {
    assertThrows(
        ExportNotFoundException.class,
        () ->
            client.describeExport(
                request -> request.exportArn(ARN + "/export/01234567890123-0123abcd")));
  }
}
