package io.antipode.node.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An update of canonical bytes does what the same changes do to a plain map. */
class UpdateLawsTest {
  @Property(tries = 300)
  void setAndRemoveAreWhatTheyAreOnMaps(
      @ForAll("items") Map<String, AttributeValue> before,
      @ForAll("items") Map<String, AttributeValue> news,
      @ForAll Random random) {
    Map<String, AttributeValue> expected = new HashMap<>(before);
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    StringJoiner sets = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    StringJoiner removes = new StringJoiner(", ", "REMOVE ", "").setEmptyValue("");
    news.forEach(
        (name, value) -> {
          String suffix = String.valueOf(names.size());
          names.put("#n" + suffix, name);
          values.put(":v" + suffix, value);
          sets.add("#n" + suffix + " = :v" + suffix);
          expected.put(name, value);
        });
    for (String name : before.keySet()) {
      if (!news.containsKey(name) && random.nextBoolean()) {
        String reference = "#n" + names.size();
        names.put(reference, name);
        removes.add(reference);
        expected.remove(name);
      }
    }
    String text = sets + removes.toString();
    if (text.isEmpty()) {
      return;
    }
    ExpressionContext context =
        new ExpressionContext(names.isEmpty() ? null : names, values.isEmpty() ? null : values);
    Update update = Update.parse(text, context);
    context.requireAllUsed();
    assertEquals(Item.of(expected), update.apply(Item.of(before)).updated());
    assertEquals(names.values().stream().sorted().toList(), sorted(update.touchedAttributes()));
  }

  private static List<String> sorted(Iterable<String> names) {
    TreeMap<String, Boolean> sorted = new TreeMap<>();
    names.forEach(name -> sorted.put(name, true));
    return List.copyOf(sorted.keySet());
  }

  @Property(tries = 300)
  void projectingAllPathsKeepsAll(@ForAll("items") Map<String, AttributeValue> attributes) {
    Map<String, String> names = new LinkedHashMap<>();
    attributes.keySet().forEach(name -> names.put("#n" + names.size(), name));
    if (names.isEmpty()) {
      return;
    }
    Item item = Item.of(attributes);
    ProjectionExpression projection =
        ProjectionExpression.parse(
            String.join(",", names.keySet()), new ExpressionContext(names, null));
    assertEquals(item, projection.apply(item));
    assertEquals(Item.EMPTY, projection.apply(Item.EMPTY));
  }

  @Property(tries = 300)
  void negationIsTheOpposite(
      @ForAll("items") Map<String, AttributeValue> attributes,
      @ForAll("conditions") String condition) {
    Item item = Item.of(attributes);
    Map<String, AttributeValue> values = Fixture.values();
    boolean holds = Condition.parse("C", condition, new ExpressionContext(null, values)).test(item);
    boolean opposite =
        Condition.parse("C", "NOT (" + condition + ")", new ExpressionContext(null, values))
            .test(item);
    assertEquals(!holds, opposite);
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> items() {
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "é", "z z", "name"), Values.values())
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> conditions() {
    Arbitrary<String> simple =
        Arbitraries.of(
            "a = :n",
            "a < :n",
            "b <> :s",
            "attribute_exists(a)",
            "size(a) > size(b)",
            "contains(a, :n)",
            "a BETWEEN :n AND :big",
            "a IN (:n, :s, b)",
            "begins_with(a, :s)");
    return simple.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" OR ", list));
  }
}
