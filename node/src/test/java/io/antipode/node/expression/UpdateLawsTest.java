package io.antipode.node.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

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
        new ExpressionContext(
            names.isEmpty() ? null : names, values.isEmpty() ? null : Item.of(values));
    Update update = Update.parse(text, context);
    context.requireAllUsed();
    assertEquals(Item.of(expected), update.apply(Item.of(before)).updated());
    assertEquals(names.values().stream().sorted().toList(), sorted(update.touchedAttributes()));
  }

  @Property(tries = 300)
  void addAndDeleteAreUnionAndDifference(
      @ForAll("sets") AttributeValue before, @ForAll("sets") AttributeValue members) {
    Item item = Item.of(Map.of("s", before));
    ExpressionContext context = new ExpressionContext(null, Item.of(Map.of(":s", members)));
    if (!before.typeName().equals(members.typeName())) {
      return;
    }
    Set<String> union = members(before);
    union.addAll(members(members));
    Set<String> difference = members(before);
    difference.removeAll(members(members));
    Item added = Update.parse("ADD s :s", context).apply(item).updated();
    Item deleted = Update.parse("DELETE s :s", context).apply(item).updated();
    assertEquals(union, members(added.get("s")));
    assertEquals(difference, members(deleted.get("s")));
  }

  private static Set<String> members(@Nullable AttributeValue set) {
    return switch (set) {
      case AttributeValue.Ss(var texts) -> new TreeSet<>(texts);
      case AttributeValue.Ns(var numbers) ->
          numbers.stream().map(Decimal::toString).collect(Collectors.toCollection(TreeSet::new));
      case null, default -> new TreeSet<>();
    };
  }

  @Provide
  Arbitrary<AttributeValue> sets() {
    return Values.scalars()
        .filter(value -> value instanceof AttributeValue.Ss || value instanceof AttributeValue.Ns);
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
    Item values = Item.of(Fixture.values());
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
