package io.antipode.node.region;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table's changes as a Kinesis data stream shows them, with true shards. */
class KinesisTest {
  private static final String ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/changes";
  private static final Pattern SHARD = Pattern.compile("'ShardId':'([^']*)'");
  private static final Pattern ITERATOR = Pattern.compile("'(?:Next)?ShardIterator':'([^']*)'");
  private static final Pattern DATA = Pattern.compile("'Data':'([^']*)'");
  private static final Pattern NUMBER = Pattern.compile("'SequenceNumber':'([^']*)'");

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void aRegion() throws IOException {
    region = new LoneRegion(folder);
  }

  @Test
  void aDestinationIsSwitchedOnAndOff() {
    assertEquals(
        "{'TableName':'hash','KinesisDataStreamDestinations':[]}",
        region.call("DescribeKinesisStreamingDestination", "{'TableName':'hash'}"));
    assertEquals(
        "{'TableName':'hash','StreamArn':'" + ARN + "','DestinationStatus':'ENABLING'}", enable());
    assertEquals(
        "{'TableName':'hash','KinesisDataStreamDestinations':[{'StreamArn':'"
            + ARN
            + "','DestinationStatus':'ACTIVE'}]}",
        region.call("DescribeKinesisStreamingDestination", "{'TableName':'hash'}"));
    assertEquals(
        "ValidationException: Table is not in a valid state to enable Kinesis Streaming"
            + " Destination: KinesisStreamingDestination must be DISABLED or ENABLE_FAILED to"
            + " perform ENABLE operation.",
        enable());
    assertEquals(
        "{'TableName':'hash','StreamArn':'" + ARN + "','DestinationStatus':'DISABLING'}",
        disable());
    assertEquals(
        "ValidationException: Table is not in a valid state to disable Kinesis Streaming"
            + " Destination: KinesisStreamingDestination must be ACTIVE to perform DISABLE"
            + " operation.",
        disable());
    assertTrue(enable().startsWith("{"));
    assertTrue(
        region
            .call("DescribeKinesisStreamingDestination", "{'TableName':'hash'}")
            .endsWith("[{'StreamArn':'" + ARN + "','DestinationStatus':'ACTIVE'}]}"));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "ResourceNotFoundException: Requested resource not found: Table: nowhere not found",
        region.call(
            "EnableKinesisStreamingDestination",
            "{'TableName':'nowhere','StreamArn':'" + ARN + "'}"));
    assertEquals(
        "ValidationException: Invalid StreamArn: arn:aws:sqs:us-east-1:000000000000:changes-of-it",
        region.call(
            "EnableKinesisStreamingDestination",
            "{'TableName':'hash','StreamArn':'arn:aws:sqs:us-east-1:000000000000:changes-of-it'}"));
    assertEquals(
        "ResourceNotFoundException: Stream changes not found.",
        region.call("Kinesis.ListShards", "{'StreamName':'changes'}"));
    assertEquals(
        "InvalidArgumentException: Invalid ShardIterator.",
        region.call("Kinesis.GetRecords", "{'ShardIterator':'x'}"));
    assertEquals(
        "InvalidArgumentException: Either StreamName or StreamARN must be specified.",
        region.call("Kinesis.DescribeStreamSummary", "{}"));
  }

  @Test
  void everyChangeIsThereInTheFormOfAws() {
    put("before", "0");
    enable();
    put("a", "1");
    put("a", "2");
    region.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'a'}}}");
    List<String> changes = read("TRIM_HORIZON", "");
    assertEquals(3, changes.size());
    String modified = changes.get(1);
    assertTrue(
        modified.matches(
            "\\{'awsRegion':'us-east-1','eventID':'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',"
                + "'eventName':'MODIFY','userIdentity':null,'recordFormat':'application/json',"
                + "'tableName':'hash','dynamodb':\\{'ApproximateCreationDateTime':18000000000[0-9]{2},"
                + "'Keys':\\{'id':\\{'S':'a'}},'NewImage':\\{'id':\\{'S':'a'},'v':\\{'S':'2'}},"
                + "'OldImage':\\{'id':\\{'S':'a'},'v':\\{'S':'1'}},'SizeBytes':[0-9]+},"
                + "'eventSource':'aws:dynamodb'}"),
        modified);
    assertTrue(changes.get(0).contains("'eventName':'INSERT'"), changes.get(0));
    assertTrue(changes.get(2).contains("'eventName':'REMOVE'"), changes.get(2));
  }

  @Test
  void timesAreAsPreciseAsWasAskedFor() {
    enable();
    put("a", "1");
    String update =
        "{'TableName':'hash','StreamArn':'"
            + ARN
            + "','UpdateKinesisStreamingConfiguration':"
            + "{'ApproximateCreationDateTimePrecision':'MICROSECOND'}}";
    assertTrue(
        region
            .call("UpdateKinesisStreamingDestination", update)
            .contains("'DestinationStatus':'UPDATING'"));
    assertTrue(
        region
            .call("UpdateKinesisStreamingDestination", update)
            .startsWith(
                "ValidationException: Invalid Request: Precision is already set to the desired"
                    + " value of MICROSECOND for tableId: "));
    String change = read("TRIM_HORIZON", "").getFirst();
    assertTrue(
        change.contains(
            "'ApproximateCreationDateTime':1800000000000000,"
                + "'ApproximateCreationDateTimePrecision':'MICROSECOND'"),
        change);
  }

  @Test
  void aStreamOfTheTableThatComesAndGoesIsNotNoticed() {
    enable();
    put("a", "1");
    stream("true,'StreamViewType':'KEYS_ONLY'");
    put("a", "2");
    put("b", "1");
    stream("false");
    put("a", "3");
    List<String> changes = read("TRIM_HORIZON", "");
    assertEquals(4, changes.size(), changes.toString());
    assertTrue(changes.stream().filter(each -> each.contains("'OldImage'")).count() == 2);
    // The stream itself shows what came while it was on, and in its own view.
    String streams = region.call("ListStreams", "{'TableName':'hash'}");
    assertEquals(1, streams.split("'StreamArn'", -1).length - 1, streams);
  }

  @Test
  void whatComesAfterItWasSwitchedOffIsNotThere() {
    stream("true,'StreamViewType':'NEW_IMAGE'");
    put("a", "0");
    region.loop.advanceMs(1_100);
    enable();
    put("a", "1");
    region.loop.advanceMs(100);
    disable();
    put("a", "1");
    region.loop.advanceMs(1_100);
    put("a", "2");
    put("b", "2");
    List<String> changes = read("TRIM_HORIZON", "");
    assertEquals(1, changes.size(), changes.toString());
    region.crash();
    assertEquals(changes, read("TRIM_HORIZON", ""));
    region.restart();
    assertEquals(changes, read("TRIM_HORIZON", ""));
    region.loop.leapMs(25L * 3_600_000);
    assertEquals(
        "ResourceNotFoundException: Stream changes not found.",
        region.call("Kinesis.DescribeStreamSummary", "{'StreamName':'changes'}"));
  }

  @Test
  void aCrashAndARestartLoseNothing() {
    enable();
    List<String> all = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20; i++) {
        put("k" + i, "" + round);
      }
      region.loop.advanceMs(1_000);
      if (round == 1) {
        region.restart();
      } else {
        region.crash();
      }
      all = read("TRIM_HORIZON", "");
      assertEquals(20 * (round + 1), all.size());
    }
    assertEquals(all, read("TRIM_HORIZON", ""));
  }

  @Test
  void readersBeginWhereTheyWant() {
    enable();
    put("a", "1");
    region.loop.advanceMs(5_000);
    double then = region.loop.nowMs() / 1_000.0;
    put("a", "2");
    assertEquals(1, read("AT_TIMESTAMP", ",'Timestamp':" + then).size());
    assertEquals(0, read("LATEST", "").size());
    String shard = shards().stream().filter(each -> numbers(each).size() == 2).findFirst().get();
    String first = numbers(shard).getFirst();
    assertEquals(
        2, pages(shard, "AT_SEQUENCE_NUMBER", ",'StartingSequenceNumber':'" + first + "'").size());
    assertEquals(
        1,
        pages(shard, "AFTER_SEQUENCE_NUMBER", ",'StartingSequenceNumber':'" + first + "'").size());
    assertEquals(
        "InvalidArgumentException: StartingSequenceNumber 7 is invalid.",
        region.call(
            "Kinesis.GetShardIterator",
            iterator(shard, "AT_SEQUENCE_NUMBER", ",'StartingSequenceNumber':'7'")));
    String old = region.call("Kinesis.GetShardIterator", iterator(shard, "LATEST", ""));
    region.loop.leapMs(301_000);
    assertTrue(
        region
            .call("Kinesis.GetRecords", "{'ShardIterator':'" + group(ITERATOR, old) + "'}")
            .startsWith("ExpiredIteratorException: "));
  }

  @Test
  void twoTablesShareAStream() {
    enable();
    region.call(
        "EnableKinesisStreamingDestination", "{'TableName':'range','StreamArn':'" + ARN + "'}");
    put("a", "1");
    region.call("PutItem", "{'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'}}}");
    List<String> changes = read("TRIM_HORIZON", "");
    assertEquals(2, changes.size());
    assertEquals(6, shards().size());
    assertEquals(
        "{'StreamNames':['changes'],'HasMoreStreams':false",
        region.call("Kinesis.ListStreams", "{}").split(",'StreamSummaries'", -1)[0]);
    String page = region.call("Kinesis.ListShards", "{'StreamARN':'" + ARN + "','MaxResults':4}");
    assertEquals(4, page.split("'ShardId'", -1).length - 1);
    String token = page.replaceAll(".*'NextToken':'([^']*)'.*", "$1");
    String rest = region.call("Kinesis.ListShards", "{'NextToken':'" + token + "'}");
    assertEquals(2, rest.split("'ShardId'", -1).length - 1, rest);
    assertFalse(rest.contains("NextToken"));
    assertTrue(
        region
            .call("Kinesis.DescribeStream", "{'StreamName':'changes','Limit':1}")
            .contains("'HasMoreShards':true"));
    assertTrue(
        region
            .call("Kinesis.DescribeStreamSummary", "{'StreamName':'changes'}")
            .contains("'OpenShardCount':6"));
  }

  @Test
  void aDeletedTableCanBeReadForADay() {
    enable();
    put("a", "1");
    region.call("DeleteTable", "{'TableName':'hash'}");
    region.loop.advanceMs(1_000);
    assertEquals(1, read("TRIM_HORIZON", "").size());
  }

  private String enable() {
    return region.call(
        "EnableKinesisStreamingDestination", "{'TableName':'hash','StreamArn':'" + ARN + "'}");
  }

  private String disable() {
    return region.call(
        "DisableKinesisStreamingDestination", "{'TableName':'hash','StreamArn':'" + ARN + "'}");
  }

  private void stream(String enabled) {
    String answer =
        region.call(
            "UpdateTable",
            "{'TableName':'hash','StreamSpecification':{'StreamEnabled':" + enabled + "}}");
    assertTrue(answer.startsWith("{"), answer);
    region.loop.advanceMs(10);
  }

  private void put(String id, String value) {
    assertEquals(
        "{}",
        region.call(
            "PutItem",
            "{'TableName':'hash','Item':{'id':{'S':'" + id + "'},'v':{'S':'" + value + "'}}}"));
  }

  private List<String> shards() {
    String listed = region.call("Kinesis.ListShards", "{'StreamName':'changes'}");
    return SHARD.matcher(listed).results().map(each -> each.group(1)).toList();
  }

  /** What there is in all shards, one after the other. */
  private List<String> read(String type, String more) {
    List<String> changes = new ArrayList<>();
    for (String shard : shards()) {
      for (String page : pages(shard, type, more)) {
        changes.add(page);
      }
    }
    return changes;
  }

  private List<String> numbers(String shard) {
    String iterator =
        group(
            ITERATOR, region.call("Kinesis.GetShardIterator", iterator(shard, "TRIM_HORIZON", "")));
    String page = region.call("Kinesis.GetRecords", "{'ShardIterator':'" + iterator + "'}");
    return NUMBER.matcher(page).results().map(each -> each.group(1)).toList();
  }

  private List<String> pages(String shard, String type, String more) {
    List<String> changes = new ArrayList<>();
    @Nullable String iterator =
        group(ITERATOR, region.call("Kinesis.GetShardIterator", iterator(shard, type, more)));
    for (int empty = 0; empty < 2; ) {
      String page =
          region.call("Kinesis.GetRecords", "{'ShardIterator':'" + iterator + "','Limit':3}");
      List<String> found =
          DATA.matcher(page)
              .results()
              .map(each -> new String(Base64.getDecoder().decode(each.group(1)), UTF_8))
              .map(each -> each.replace('"', '\''))
              .toList();
      changes.addAll(found);
      empty = found.isEmpty() ? empty + 1 : 0;
      iterator = group(ITERATOR, page);
    }
    return changes;
  }

  private static String iterator(String shard, String type, String more) {
    return "{'StreamName':'changes','ShardId':'"
        + shard
        + "','ShardIteratorType':'"
        + type
        + "'"
        + more
        + "}";
  }

  private static String group(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertTrue(found.find(), text);
    return found.group(1);
  }
}
