package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.memory.MemoryShare;
import io.antipode.replication.memory.MemoryUse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page of a global index holds, whose entries lie in all shards. */
final class GlobalIndexPagesTest {
  private static final Pattern SORT = Pattern.compile("'h':\\{'N':'(\\d+)'}");
  private static final Pattern COUNT = Pattern.compile("'Count':(\\d+)");

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64})
  void aPageIsFullByTheSizeOfEntriesWhateverTheItemsAre(int shards) {
    Bed bed = new Bed(shards);
    String large = "x".repeat(300_000);
    for (int i = 0; i < 24; i++) {
      put(bed, "i" + i, i, "'large':{'S':'" + large + "'}");
    }
    String answer =
        bed.call(
            "Query",
            "{'TableName':'range','IndexName':'ginc','KeyConditionExpression':'g = :g',"
                + "'ExpressionAttributeValues':{':g':{'S':'g'}}}");
    assertEquals(24, count(answer));
    assertTrue(!answer.contains("LastEvaluatedKey"), "there is no more");
  }

  @Test
  void aPageOfManyShardsIsAsFullWhereOneOfThemHoldsAllOfIt() {
    Bed bed = new Bed(64);
    String value = "x".repeat(10_000);
    for (int i = 0; i < 150; i++) {
      put(bed, "same", i, "'v':{'S':'" + value + "'}");
    }
    String query =
        "{'TableName':'range','IndexName':'gall','KeyConditionExpression':'g = :g',"
            + "'ExpressionAttributeValues':{':g':{'S':'g'}}%s}";
    String answer = bed.call("Query", query.formatted(""));
    assertEquals(105, count(answer), "1 MB of entries of 10 KB");
    assertTrue(answer.contains("LastEvaluatedKey"), "there is more");
    assertEquals(
        105, count(bed.call("Query", query.formatted(",'ScanIndexForward':false"))), "backwards");
  }

  @Test
  void entriesThatWaitForOtherShardsAreHeldAsFarAsThereIsMemory() {
    Bed bed = new Bed(3);
    String value = "x".repeat(300_000);
    for (int i = 0; i < 6; i++) {
      put(bed, "i" + i, i, "'v':{'S':'" + value + "'}");
    }
    MemoryShare reads = bed.budget.share(MemoryUse.READS);
    String query =
        "{'TableName':'range','IndexName':'gall','KeyConditionExpression':'g = :g',"
            + "'ExpressionAttributeValues':{':g':{'S':'g'}}}";
    reads.take(reads.limitBytes() - 400_000);
    String tooMany =
        "ServiceUnavailableException: Too many large reads are under way. Please try again shortly";
    assertEquals(tooMany, bed.call("Query", query));
    assertEquals(tooMany, bed.call("Scan", "{'TableName':'range'}"), "from shard to shard");
    reads.giveBack(reads.limitBytes() - 400_000);
    assertEquals(4, count(bed.call("Query", query)));
    assertEquals(4, count(bed.call("Scan", "{'TableName':'range'}")));
    assertEquals(0, reads.usedBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 1_000})
  void aScanGivesAPartitionInTheOrderOfItsSortKey(int limit) {
    Bed bed = new Bed(5);
    for (int i = 0; i < 40; i++) {
      put(bed, "i" + i, (i * 17) % 40, "'v':{'N':'1'}");
    }
    List<Integer> order = new ArrayList<>();
    String start = "";
    do {
      String answer =
          bed.call(
              "Scan", "{'TableName':'range','IndexName':'gall','Limit':" + limit + start + "}");
      int last = answer.indexOf(",'LastEvaluatedKey':");
      start = "";
      if (last >= 0) {
        String key = answer.substring(last + ",'LastEvaluatedKey':".length(), answer.length() - 1);
        start = ",'ExclusiveStartKey':" + key;
        answer = answer.substring(0, last);
      }
      Matcher sort = SORT.matcher(answer);
      while (sort.find()) {
        order.add(Integer.parseInt(sort.group(1)));
      }
    } while (!start.isEmpty());
    assertEquals(order.stream().sorted().toList(), order);
    assertEquals(40, order.size());
  }

  private static void put(Bed bed, String id, int sort, String more) {
    assertEquals(
        "{}",
        bed.call(
            "PutItem",
            "{'TableName':'range','Item':{'id':{'S':'%s'},'sk':{'N':'%d'},'g':{'S':'g'},'h':{'N':'%d'},%s}}"
                .formatted(id, sort, sort, more)));
  }

  private static int count(String answer) {
    Matcher count = COUNT.matcher(answer);
    assertTrue(count.find(), answer);
    return Integer.parseInt(count.group(1));
  }
}
