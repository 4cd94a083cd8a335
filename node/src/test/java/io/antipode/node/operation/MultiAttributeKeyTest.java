package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Queries of a global index whose key has several attributes: {@code gmulti} of the HASH attributes
 * g, h and the RANGE attributes l, sk.
 */
final class MultiAttributeKeyTest {
  private static final String INDEX = "'TableName':'multi','IndexName':'gmulti'";

  private final Bed bed = new Bed(4);

  private String put(String id, String attributes) {
    return bed.call(
        "PutItem", "{'TableName':'multi','Item':{'id':{'S':'" + id + "'}" + attributes + "}}");
  }

  private static String key(String g, String h, String l, String sk) {
    return ",'g':{'S':'%s'},'h':{'N':'%s'},'l':{'S':'%s'},'sk':{'N':'%s'}".formatted(g, h, l, sk);
  }

  /**
   * What a key condition of the values g, 1, l1, 2 and x finds: ids alone, or why it is refused.
   */
  private String query(String condition, String more) {
    StringBuilder values = new StringBuilder();
    for (String value :
        new String[] {"g:{'S':'g'}", "h:{'N':'1'}", "l:{'S':'l1'}", "s:{'N':'2'}", "x:{'S':'x'}"}) {
      if (condition.contains(":" + value.charAt(0))) {
        values.append(values.isEmpty() ? "" : ",");
        values.append("':").append(value.charAt(0)).append('\'').append(value.substring(1));
      }
    }
    String answer =
        bed.call(
            "Query",
            "{"
                + INDEX
                + ",'ProjectionExpression':'id','KeyConditionExpression':'"
                + condition
                + "','ExpressionAttributeValues':{"
                + values
                + "}"
                + more
                + "}");
    return answer.startsWith("{'Items'")
        ? answer
            .replaceAll(".*?\\{'id':\\{'S':'([^']*)'}}", "$1 ")
            .replaceAll("\\].*|\\{.*", "")
            .strip()
        : answer.replace("ValidationException: ", "");
  }

  private String query(String condition) {
    return query(condition, "");
  }

  private void fill() {
    put("1", key("g", "1", "l1", "10"));
    put("2", key("g", "1", "l1", "9"));
    put("3", key("g", "1", "l2", "1"));
    put("4", key("g", "1", "l", "7"));
    put("5", key("g", "2", "l1", "1"));
    put("6", key("g1", "1", "l1", "1"));
    put("7", ",'g':{'S':'g'},'h':{'N':'1'},'l':{'S':'l1'}");
    put("8", ",'g':{'S':'g'},'l':{'S':'l1'},'sk':{'N':'3'}");
  }

  @Test
  void itemsStandInTheOrderOfTheRangeAttributesOneAfterAnother() {
    fill();
    assertEquals("4 2 1 3", query("g = :g AND h = :h"));
    assertEquals("3 1 2 4", query("g = :g AND h = :h", ",'ScanIndexForward':false"));
    assertEquals("2 1", query("g = :g AND h = :h AND l = :l"));
    assertEquals("2 1", query("l = :l AND sk > :s AND h = :h AND g = :g"));
    assertEquals("4", query("g = :g AND h = :h AND l < :l"));
    assertEquals("4 2 1", query("g = :g AND h = :h AND l BETWEEN :g AND :l"));
    assertEquals("2 1", query("g = :g AND h = :h AND begins_with(l, :l)"));
    assertEquals("5", query("g = :g AND h = :s AND l = :l"));
  }

  @Test
  void everyHashAttributeIsAskedForByEquality() {
    String end = " must have equality conditions specified in the query";
    assertEquals("HASH key attributes h" + end, query("g = :g"));
    assertEquals("HASH key attributes g" + end, query("h = :h"));
    assertEquals("HASH key attributes g, h" + end, query("l = :l"));
    assertEquals("HASH key attributes h" + end, query("g = :g AND h > :h"));
    assertEquals("HASH key attributes g, h" + end, query("g > :g AND h > :h"));
    // What is missing is named first.
    assertEquals("HASH key attributes h" + end, query("g > :g AND sk = :s"));
  }

  @Test
  void rangeAttributesAreAskedForWithoutAGapAndOnlyTheLastByAnother() {
    String middle =
        " must have equality conditions specified in the query because a condition is present on"
            + " key attribute ";
    assertEquals("RANGE key attributes l" + middle + "sk", query("g = :g AND h = :h AND sk = :s"));
    assertEquals(
        "RANGE key attributes l" + middle + "sk",
        query("g = :g AND h = :h AND l > :l AND sk = :s"));
    assertEquals(
        "RANGE key attributes l" + middle + "sk",
        query("g = :g AND h = :h AND l > :l AND sk > :s"));
  }

  @Test
  void otherAttributesAreNoneOfTheKey() {
    assertEquals(
        "Query condition missed key schema element: l", query("g = :g AND h = :h AND id = :x"));
    assertEquals(
        "Query condition missed key schema element: sk",
        query("g = :g AND h = :h AND l = :l AND z = :x"));
    assertEquals(
        "Query key condition not supported",
        query("g = :g AND h = :h AND l = :l AND sk = :s AND z = :x"));
  }

  @Test
  void typesAreThoseOfTheSchema() {
    assertEquals(
        "One or more parameter values were invalid: Condition parameter type does not match schema"
            + " type",
        query("g = :h AND h = :h"));
    assertEquals(
        "One or more parameter values were invalid: Condition parameter type does not match schema"
            + " type",
        query("g = :g AND h = :h AND l = :s"));
  }

  @Test
  void theFormerParameterKnowsNoSuchKeys() {
    assertEquals(
        "ValidationException: One or more parameter values were invalid: KeyConditions can not be"
            + " used with an index whose key has several HASH or RANGE attributes; use"
            + " KeyConditionExpression. Index: gmulti",
        bed.call(
            "Query",
            "{"
                + INDEX
                + ",'KeyConditions':{'g':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'g'}]},"
                + "'h':{'ComparisonOperator':'EQ','AttributeValueList':[{'N':'1'}]}}}"));
  }

  @Test
  void noAttributeOfTheKeyIsFiltered() {
    for (String name : new String[] {"g", "h", "l", "sk"}) {
      assertEquals(
          "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
              + name,
          query("g = :g AND h = :h", ",'FilterExpression':'attribute_exists(" + name + ")'"));
    }
  }

  @Test
  void aPageEndsAndBeginsWithEveryPartOfTheKey() {
    fill();
    String condition =
        ",'KeyConditionExpression':'g = :g AND h = :h','ExpressionAttributeValues':"
            + "{':g':{'S':'g'},':h':{'N':'1'}},'ProjectionExpression':'id','Limit':1";
    String first = bed.call("Query", "{" + INDEX + condition + "}");
    String last = "{'g':{'S':'g'},'h':{'N':'1'},'id':{'S':'4'},'l':{'S':'l'},'sk':{'N':'7'}}";
    assertEquals(
        "{'Items':[{'id':{'S':'4'}}],'Count':1,'ScannedCount':1,'LastEvaluatedKey':" + last + "}",
        first);
    assertEquals("2 1 3", query("g = :g AND h = :h", ",'ExclusiveStartKey':" + last));
    assertEquals(
        "The provided starting key is invalid",
        query("g = :g AND h = :h", ",'ExclusiveStartKey':" + last.replace(",'sk':{'N':'7'}", "")));
    assertEquals(
        "The provided starting key does not match the range key predicate",
        query("g = :g AND h = :h AND l = :l", ",'ExclusiveStartKey':" + last));
    assertEquals(
        "The provided starting key is outside query boundaries based on provided conditions",
        query(
            "g = :g AND h = :h",
            ",'ExclusiveStartKey':" + last.replace("'h':{'N':'1'}", "'h':{'N':'2'}")));
    String scanned = bed.call("Scan", "{" + INDEX + ",'ProjectionExpression':'id','Limit':3}");
    assertTrue(scanned.contains("'Count':3"), scanned);
    String start = scanned.substring(scanned.indexOf("'LastEvaluatedKey':") + 19);
    String rest =
        bed.call(
            "Scan",
            "{"
                + INDEX
                + ",'ProjectionExpression':'id','ExclusiveStartKey':"
                + start.substring(0, start.length() - 1)
                + "}");
    assertTrue(rest.contains("'Count':3"), rest);
  }

  @Test
  void anEntryIsChargedAsItComesMovesAndGoes() {
    String capacity = ",'ReturnConsumedCapacity':'INDEXES'}";
    String update =
        "{'TableName':'multi','Key':{'id':{'S':'1'}},'UpdateExpression':'SET l = :l',"
            + "'ExpressionAttributeValues':{':l':{'S':'other'}}"
            + capacity;
    String put =
        "{'TableName':'multi','Item':{'id':{'S':'1'}" + key("g", "1", "l1", "10") + "}" + capacity;
    assertTrue(bed.call("PutItem", put).contains("'gmulti':{'CapacityUnits':1.0}"));
    assertTrue(bed.call("UpdateItem", update).contains("'gmulti':{'CapacityUnits':2.0}"));
    assertTrue(
        bed.call(
                "UpdateItem",
                "{'TableName':'multi','Key':{'id':{'S':'1'}},'UpdateExpression':'REMOVE sk'"
                    + capacity)
            .contains("'gmulti':{'CapacityUnits':1.0}"));
    assertEquals("", query("g = :g AND h = :h"));
  }

  /** Numbers count as they do in items, and each text its bytes; as DynamoDB Local has it. */
  @Test
  void thePartsOfOneRoleKeepTheirLimitTogether() {
    assertEquals("{}", put("1", key("x".repeat(2046), "1", "l", "1")));
    assertEquals("{}", put("2", key("g", "1", "x".repeat(1022), "1")));
    String hash =
        "ValidationException: Aggregate size for HASH key attributes g, h of index gmulti has"
            + " exceeded limit 2048 bytes, with actual size 2049 bytes";
    assertEquals(hash, put("3", key("x".repeat(2047), "1", "l", "1")));
    assertEquals(
        hash, put("3", ",'g':{'S':'" + "x".repeat(2047) + "'},'h':{'N':'1'}"), "no entry, and yet");
    assertEquals(
        "ValidationException: Aggregate size for RANGE key attributes l, sk of index gmulti has"
            + " exceeded limit 1024 bytes, with actual size 1025 bytes",
        put("3", key("g", "1", "x".repeat(1022), "123")));
    assertEquals(
        "ValidationException: Aggregate size for RANGE key attributes l, sk of index gmulti has"
            + " exceeded limit 1024 bytes, with actual size 1025 bytes",
        bed.call(
            "UpdateItem",
            "{'TableName':'multi','Key':{'id':{'S':'2'}},'UpdateExpression':'SET sk = :s',"
                + "'ExpressionAttributeValues':{':s':{'N':'123'}}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"g", "h", "l", "sk"})
  void aPartOfAnotherTypeIsRefused(String part) {
    String wrong =
        key("g", "1", "l", "1").replaceAll("'" + part + "':\\{'[SN]'", "'" + part + "':{'B'");
    String answer = put("1", wrong.replaceAll("('B':')[^']*", "$1Zg=="));
    assertTrue(
        answer.startsWith(
            "ValidationException: One or more parameter values were invalid: Type mismatch for"
                + " Index Key "
                + part
                + " Expected: "),
        answer);
  }
}
