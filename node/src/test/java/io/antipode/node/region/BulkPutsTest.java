package io.antipode.node.region;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.topology.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bulk operations, with true shards. */
class BulkPutsTest {
  private static final Pattern ARN = Pattern.compile("'BulkOperationArn':'([^']*)'");

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void aRegion() throws Exception {
    region = new LoneRegion(folder);
  }

  private void object(String key, String text) throws IOException {
    Path file = folder.resolve("buckets/there").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, text.replace('\'', '"').getBytes(UTF_8));
  }

  private String begin(String more) {
    return region.call(
        "StartBulkPutItems",
        "{'TableName':'hash','InputS3Configuration':{'S3Bucket':'there','S3KeyPrefix':'in/',"
            + "'InputFormat':'DYNAMODB_JSON'},'OutputS3Configuration':{'S3Bucket':'told',"
            + "'S3KeyPrefix':'out','OutputType':['ERROR','CONDITION_CHECK_FAILURE']}"
            + more
            + "}");
  }

  private static String arn(String answer) {
    Matcher arn = ARN.matcher(answer);
    assertTrue(arn.find(), answer);
    return arn.group(1);
  }

  private String told(String arn) {
    return region.call("DescribeBulkOperation", "{'BulkOperationArn':'" + arn + "'}");
  }

  private String finished(String arn) {
    for (int i = 0; i < 200; i++) {
      region.loop.advanceMs(100);
      String told = told(arn);
      if (!told.contains("'IN_PROGRESS'") && !told.contains("'CANCELLING'")) {
        return told;
      }
    }
    throw new AssertionError("it does not end");
  }

  private String v(String id) {
    return region
        .call("GetItem", "{'TableName':'hash','Key':{'id':{'S':'" + id + "'}}}")
        .replaceAll(".*'v':\\{'S':'([^']*)'}.*", "$1");
  }

  private String report(String arn, String kind) throws IOException {
    Path file =
        folder
            .resolve("buckets/told/out/AWSDynamoDB")
            .resolve(arn.replaceAll(".*/", ""))
            .resolve(kind + "/00000.json.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8).replace('"', '\'');
    }
  }

  private static String line(String id, String v, String more) {
    return "{'Item':{'id':{'S':'%s'},'v':{'S':'%s'}}%s}\n".formatted(id, v, more);
  }

  @Test
  void eachItemIsPutOnItsOwnCondition() throws Exception {
    region.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'there'},'v':{'S':'old'}}}");
    String isNew = ",'ConditionExpression':'attribute_not_exists(id)'";
    String isOld =
        ",'ConditionExpression':'#v = :v','ExpressionAttributeNames':{'#v':'v'},"
            + "'ExpressionAttributeValues':{':v':{'S':'old'}}";
    object(
        "in/a",
        line("plain", "1", "")
            + line("new", "1", isNew)
            + line("there", "2", isNew)
            + line("there", "3", isOld)
            + line("x", "1", ",'ConditionExpression':'('")
            + "{'Item':{'v':{'S':'keyless'}}}\n");
    String begun = begin(",'MaxWriteRequestUnits':1000");
    String arn = arn(begun);
    assertTrue(begun.contains("'PerformanceTier':'STANDARD'"), begun);
    String told = finished(arn);
    assertTrue(told.contains("'BulkOperationStatus':'COMPLETED_WITH_ERRORS'"), told);
    assertTrue(told.contains("'ProcessedItemCount':6"), told);
    assertTrue(told.contains("'FailedItemCount':2"), told);
    assertTrue(told.contains("'TableDetails':[{'TableName':'hash','TableId':'"), told);
    assertEquals("1", v("plain"));
    assertEquals("1", v("new"));
    assertEquals("3", v("there"));
    assertEquals(
        "{'itemS3Pointer':{'bucket':'there','key':'in/a','itemIndex':2},"
            + "'Item':{'id':{'S':'there'},'v':{'S':'2'}},"
            + "'ExistingItem':{'id':{'S':'there'},'v':{'S':'old'}}}\n",
        report(arn, "condition-check-failure"));
    String errors = report(arn, "error");
    assertTrue(errors.contains("'itemIndex':4},'errorMessages':['Invalid ConditionExpression"));
    assertTrue(errors.contains("Missing the key id in the item"), errors);
    assertTrue(
        region
            .call("ListBulkOperations", "{}")
            .contains("{'BulkOperationArn':'" + arn + "','BulkOperationStatus':'COMPLETED_WITH_"));
  }

  @Test
  void aGlobalTableTakesThemToo() throws Exception {
    region.change(
        "hash",
        table ->
            table.withReplicas(
                Map.of(
                    new Region("us-east-1"),
                    new ReplicaDescriptor(
                        new Region("us-east-1"), ReplicaDescriptor.Status.ACTIVE, 1),
                    new Region("eu-west-1"),
                    new ReplicaDescriptor(
                        new Region("eu-west-1"), ReplicaDescriptor.Status.ACTIVE, 1))));
    object("in/a", line("k", "1", ""));
    assertTrue(finished(arn(begin(""))).contains("'BulkOperationStatus':'COMPLETED'"));
    assertEquals("1", v("k"));
  }

  @Test
  void whatARunHadWrittenBeforeACrashIsNotTold() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      lines.append(line("k" + i, "1", ",'ConditionExpression':'attribute_not_exists(id)'"));
    }
    object("in/a", lines.toString());
    String arn = arn(begin(",'MaxWriteRequestUnits':2000"));
    assertTrue(told(arn).contains("'ProcessedItemCount':2000"), told(arn));
    region.crash();
    String told = finished(arn);
    assertTrue(told.contains("'BulkOperationStatus':'COMPLETED'"), told);
    assertTrue(told.contains("'ProcessedItemCount':3000"), told);
    String summary =
        Files.readString(
            folder
                .resolve("buckets/told/out/AWSDynamoDB")
                .resolve(arn.replaceAll(".*/", ""))
                .resolve("manifest-summary.json"));
    assertTrue(summary.contains("\"writtenItemCount\":3000"), summary);
    assertTrue(summary.contains("\"conditionCheckFailureCount\":0"), summary);
  }

  @Test
  void itCanBeCancelled() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(line("k" + i, "1", ""));
    }
    object("in/a", lines.toString());
    String arn = arn(begin(",'MaxWriteRequestUnits':1000"));
    assertEquals(
        "{'BulkOperationArn':'" + arn + "','BulkOperationStatus':'CANCELLING'}",
        region.call("CancelBulkOperation", "{'BulkOperationArn':'" + arn + "'}"));
    String told = finished(arn);
    assertTrue(told.contains("'BulkOperationStatus':'CANCELLED'"), told);
    assertTrue(told.contains("'ProcessedItemCount':1000"), told);
    assertEquals(
        "ValidationException: Bulk operation is not in progress: " + arn,
        region.call("CancelBulkOperation", "{'BulkOperationArn':'" + arn + "'}"));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertTrue(
        region
            .call("StartBulkPutItems", "{'TableName':'gone'}")
            .endsWith(
                "Value null at 'inputS3Configuration' failed to satisfy constraint: Member must not"
                    + " be null"));
    assertEquals(
        "ResourceNotFoundException: Requested resource not found: Table: gone not found",
        region.call(
            "StartBulkPutItems",
            "{'TableName':'gone','InputS3Configuration':{'S3Bucket':'there',"
                + "'InputFormat':'ION'},'OutputS3Configuration':{'S3Bucket':'told',"
                + "'OutputType':['ERROR']}}"));
    String first = begin(",'ClientToken':'t'");
    assertEquals(arn(first), arn(begin(",'ClientToken':'t'")));
    assertEquals(
        "IdempotentParameterMismatchException: Duplicate request detected",
        begin(",'ClientToken':'t','MaxWriteRequestUnits':5"));
    assertTrue(finished(arn(first)).contains("'FailureCode':'S3NoSuchBucket'"));
  }
}
