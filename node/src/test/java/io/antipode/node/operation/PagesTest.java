package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** All pages of a read together give each item exactly once, in order, for any data and limit. */
final class PagesTest {
  private static final Pattern ITEM =
      Pattern.compile(
          "\\{'g':\\{'S':'(\\w+)'},'h':\\{'N':'(\\d+)'},'id':\\{'S':'(\\w+)'},'l':\\{'S':'(\\w+)'},'sk':\\{'N':'(\\d+)'}}");
  private static final Pattern LAST = Pattern.compile("'LastEvaluatedKey':(\\{.*}})}");

  private record Row(String id, int sk, String g, int h, String l) {
    String json() {
      return "{'id':{'S':'%s'},'sk':{'N':'%d'},'g':{'S':'%s'},'h':{'N':'%d'},'l':{'S':'%s'}}"
          .formatted(id, sk, g, h, l);
    }
  }

  private Bed bed = new Bed(3);
  private final List<Row> rows = new ArrayList<>();

  private void fill(long seed, int count) {
    bed = new Bed(3);
    rows.clear();
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      Row row =
          new Row(
              "i" + random.nextInt(6),
              i,
              "g" + random.nextInt(3),
              random.nextInt(5),
              "l" + random.nextInt(4));
      rows.add(row);
      assertEquals("{}", bed.call("PutItem", "{'TableName':'range','Item':" + row.json() + "}"));
    }
  }

  /** Reads page after page; the pages' items are added up. */
  private List<Row> pages(String action, String parameters, int limit) {
    List<Row> read = new ArrayList<>();
    String start = "";
    do {
      String answer =
          bed.call(
              action, "{'TableName':'range','Limit':" + limit + "," + parameters + start + "}");
      assertTrue(answer.startsWith("{'Items':["), answer);
      Matcher last = LAST.matcher(answer);
      start = "";
      if (last.find()) {
        start = ",'ExclusiveStartKey':" + last.group(1);
        answer = answer.substring(0, last.start());
      }
      Matcher item = ITEM.matcher(answer);
      while (item.find()) {
        read.add(
            new Row(
                item.group(3),
                Integer.parseInt(item.group(5)),
                item.group(1),
                Integer.parseInt(item.group(2)),
                item.group(4)));
      }
    } while (!start.isEmpty());
    return read;
  }

  private static String equal(String attribute, String value) {
    return "'KeyConditions':{'%s':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'%s'}]}}"
        .formatted(attribute, value);
  }

  @Property(tries = 40)
  void queriesOfATable(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 9) int limit) {
    fill(seed, count);
    List<Row> expected = rows.stream().filter(row -> row.id().equals("i1")).toList();
    assertEquals(expected, pages("Query", equal("id", "i1"), limit));
    assertEquals(
        expected.reversed(),
        pages("Query", equal("id", "i1") + ",'ScanIndexForward':false", limit));
  }

  @Property(tries = 40)
  void queriesOfALocalIndex(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 9) int limit) {
    fill(seed, count);
    List<Row> expected =
        rows.stream()
            .filter(row -> row.id().equals("i1"))
            .sorted(Comparator.comparing(Row::l).thenComparing(Row::sk))
            .toList();
    String parameters = "'IndexName':'lall'," + equal("id", "i1");
    assertEquals(expected, pages("Query", parameters, limit));
    assertEquals(
        expected.reversed(), pages("Query", parameters + ",'ScanIndexForward':false", limit));
    assertEquals(
        expected,
        pages("Query", "'IndexName':'lkeys','Select':'ALL_ATTRIBUTES'," + equal("id", "i1"), limit),
        "completed from the table");
  }

  @Property(tries = 40)
  void queriesOfAGlobalIndexMergeAllShards(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 9) int limit) {
    fill(seed, count);
    List<Row> expected =
        rows.stream()
            .filter(row -> row.g().equals("g1"))
            .sorted(Comparator.comparing(Row::h).thenComparing(Row::id).thenComparing(Row::sk))
            .toList();
    String parameters = "'IndexName':'gall'," + equal("g", "g1");
    assertEquals(expected, pages("Query", parameters, limit));
    assertEquals(
        expected.reversed(), pages("Query", parameters + ",'ScanIndexForward':false", limit));
  }

  @Property(tries = 40)
  void segmentsOfAScan(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 9) int limit,
      @ForAll @IntRange(min = 1, max = 7) int segments) {
    fill(seed, count);
    for (String index : List.of("", "'IndexName':'gall',", "'IndexName':'lall',")) {
      List<Row> read = new ArrayList<>();
      for (int segment = 0; segment < segments; segment++) {
        String parameters = index + "'Segment':" + segment + ",'TotalSegments':" + segments;
        read.addAll(pages("Scan", parameters, limit));
      }
      read.sort(Comparator.comparingInt(Row::sk));
      assertEquals(rows, read, index);
    }
    assertEquals(Collections.emptyList(), pages("Query", equal("id", "nobody"), limit));
  }
}
