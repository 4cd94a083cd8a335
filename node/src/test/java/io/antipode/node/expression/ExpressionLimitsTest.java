package io.antipode.node.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Names, values and the bounds of expressions. */
class ExpressionLimitsTest {
  private static final AttributeValue ONE = new AttributeValue.N(Decimal.ofLong(1));

  private static String refusal(Executable work) {
    return String.valueOf(assertThrows(ExpressionException.class, work).getMessage());
  }

  private static ExpressionContext context(
      @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
    return new ExpressionContext(names, values == null ? null : Item.of(values));
  }

  private static String conditionRefusal(String text) {
    return refusal(() -> Condition.parse("ConditionExpression", text, Fixture.context()));
  }

  private static String repeated(int count, String separator, String part) {
    return String.join(separator, Collections.nCopies(count, part));
  }

  @Test
  void refusesKeysThatAreNoReferences() {
    assertEquals(
        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"n\"",
        refusal(() -> context(Map.of("n", "x"), null)));
    assertEquals(
        "ExpressionAttributeNames contains invalid key: Syntax error; key: \"#a-b\"",
        refusal(() -> context(Map.of("#a-b", "x"), null)));
    assertEquals(
        "ExpressionAttributeValues contains invalid key: Syntax error; key: \":\"",
        refusal(() -> context(null, Map.of(":", ONE))));
    assertEquals(
        "ExpressionAttributeNames contains invalid value: Empty attribute name for key #n",
        refusal(() -> context(Map.of("#n", ""), null)));
    assertEquals(
        "ExpressionAttributeNames must not be empty", refusal(() -> context(Map.of(), null)));
    assertEquals(
        "ExpressionAttributeValues must not be empty", refusal(() -> context(null, Map.of())));
  }

  @Test
  void refusesWhatNoExpressionUses() {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":a", ONE);
    values.put(":b", ONE);
    values.put(":c", ONE);
    ExpressionContext unusedValues = context(Map.of("#n", "n"), values);
    Condition.parse("ConditionExpression", "#n = :b", unusedValues);
    assertEquals(
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:a, :c}",
        refusal(unusedValues::requireAllUsed));
    ExpressionContext unusedBoth = context(Map.of("#x", "n"), values);
    Condition.parse("ConditionExpression", "n = :b", unusedBoth);
    assertEquals(
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}",
        refusal(unusedBoth::requireAllUsed));
    ExpressionContext used = context(Map.of("#n", "n"), Map.of(":b", ONE));
    Update.parse("SET a = :b", used);
    ProjectionExpression.parse("#n", used);
    used.requireAllUsed();
  }

  @Test
  void namesStandForReservedAndStrangeWords() {
    Map<String, String> names = Map.of("#name", "name", "#dot", "a.b");
    ExpressionContext context = context(names, Map.of(":v", ONE));
    Condition condition = Condition.parse("FilterExpression", "#name = :v AND #dot = :v", context);
    assertEquals(Set.of("name", "a.b"), condition.topLevelNames());
    assertEquals(true, condition.test(Item.of(Map.of("name", ONE, "a.b", ONE))));
  }

  @Test
  void takesFourKilobytesAndNoMore() {
    String fits = "n = :n" + " ".repeat(4090);
    Condition.parse("ConditionExpression", fits, Fixture.context());
    assertEquals(
        "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
            + " expression size: 4097",
        conditionRefusal(fits + " "));
    assertEquals(
        "Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;",
        refusal(() -> Update.parse("REMOVE " + "a".repeat(4090), Fixture.context())));
    assertEquals(
        "Invalid ConditionExpression: Syntax error; token: \"é\", near: \"é\"",
        conditionRefusal("é"));
    assertEquals(
        "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
            + " expression size: 4098",
        conditionRefusal("é".repeat(2049)));
  }

  @Test
  void takesThreeHundredOperatorsAndNoMore() {
    String tooMany =
        "Invalid ConditionExpression: The expression contains too many operators; operator count:"
            + " 301";
    Condition.parse("ConditionExpression", repeated(150, " OR ", "n = :n"), Fixture.context());
    assertEquals(tooMany, conditionRefusal(repeated(151, " OR ", "n = :n")));
    assertEquals(tooMany, conditionRefusal(repeated(151, " OR ", "attribute_exists(n)")));
    assertEquals(tooMany, conditionRefusal("NOT ".repeat(300) + "n = :n"));
    Update.parse("SET " + numbered(300, "a%d=n+n"), Fixture.context());
    assertEquals(
        "Invalid UpdateExpression: The expression contains too many operators; operator count: 301",
        refusal(() -> Update.parse("SET " + numbered(301, "a%d=n+n"), Fixture.context())));
  }

  private static String numbered(int count, String template) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(template.formatted(i));
    }
    return text.toString();
  }

  @Test
  void nestsWithoutEndWithoutHarm() {
    assertEquals(
        "Invalid ConditionExpression: The expression has redundant parentheses;",
        conditionRefusal("(".repeat(2000) + "n = :n" + ")".repeat(2000)));
    assertEquals(
        "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or"
            + " function: size, operand type: N",
        conditionRefusal("size(".repeat(290) + "n" + ")".repeat(290) + " = :n"));
    assertEquals(
        "Invalid ConditionExpression: The document path has too many nesting levels; nesting"
            + " levels: 33",
        conditionRefusal(repeated(33, ".", "a") + " = :n"));
    Condition.parse("ConditionExpression", repeated(32, ".", "a") + " = :n", Fixture.context());
  }

  @Test
  void functionsNestWithoutEndWithoutHarm() {
    String unknown = "f(".repeat(1355) + "b" + ")".repeat(1355);
    assertEquals(
        "Invalid ConditionExpression: Invalid function name; function: f",
        conditionRefusal("a < " + unknown));
    assertEquals(
        "Invalid UpdateExpression: Invalid function name; function: f",
        refusal(() -> Update.parse("SET a = " + unknown, Fixture.context())));
    assertEquals(
        "Invalid ConditionExpression: The expression contains too many operators; operator count:"
            + " 301",
        conditionRefusal("size(".repeat(800) + "n"));
  }

  @Test
  void anUpdateMayNotBuildMoreThanAnItemHolds() {
    ItemWriter writer = new ItemWriter().beginItem();
    writer.name("k").string("a").name("b").beginList();
    for (int i = 0; i < 60_000; i++) {
      writer.number(Integer.toString(i));
    }
    Item item = writer.end().endItem();
    for (String update :
        List.of(
            "SET " + numbered(250, "x%d=b"),
            "SET " + numbered(140, "x%d=list_append(b,b)"),
            "REMOVE b SET " + numbered(3, "x%d=if_not_exists(y,b)"))) {
      assertEquals(
          "Item size to update has exceeded the maximum allowed size",
          refusal(() -> Update.parse(update, Fixture.context()).apply(item)));
    }
    Item moved = Update.parse("REMOVE b SET x=b", Fixture.context()).apply(item).updated();
    assertEquals(item.get("b"), moved.get("x"));
  }

  @Test
  void whatReplacesTheLegacyParametersHasNoLimits() {
    Map<String, AttributeValue> values = Map.of(":v", ONE);
    String in = "#n IN (" + repeated(27_500, ",", ":v") + ")";
    String many = repeated(27_500, " AND ", "#n = :v");
    for (String text : List.of(in, many)) {
      ExpressionContext context = ExpressionContext.ofLegacy(Map.of("#n", "n"), values);
      Condition condition = Condition.parse("FilterExpression", text, context);
      assertEquals(true, condition.test(Item.of(Map.of("n", ONE))));
      assertEquals(Set.of("n"), condition.topLevelNames());
    }
  }

  @Test
  void anUpdateMayNotNestDeeperThanItemsDo() {
    ItemWriter writer = new ItemWriter().beginValue();
    for (int i = 0; i < 31; i++) {
      writer.beginList();
    }
    writer.string("leaf");
    for (int i = 0; i < 31; i++) {
      writer.end();
    }
    Map<String, AttributeValue> deep = Map.of(":deep", writer.endValue());
    Update.parse("SET a = :deep", context(null, deep)).apply(Fixture.item());
    assertEquals(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
            + " beyond supported limit",
        refusal(() -> Update.parse("SET m.x = :deep", context(null, deep)).apply(Fixture.item())));
  }

  @Test
  void anUpdateMayNotLeaveTheRangeOfNumbers() {
    Map<String, AttributeValue> great = Map.of(":x", new AttributeValue.N(Decimal.parse("9E125")));
    assertEquals(
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
        refusal(() -> Update.parse("SET a = :x + :x", context(null, great)).apply(Fixture.item())));
  }

  @Test
  void knowsAllReservedWords() {
    for (String word : new String[] {"ABORT", "name", "Size", "zone", "flattern", "values"}) {
      assertEquals(true, ReservedWords.contains(word), word);
    }
    for (String word : new String[] {"a", "k", "nombre", "abort1", "id", "pk"}) {
      assertEquals(false, ReservedWords.contains(word), word);
    }
  }
}
