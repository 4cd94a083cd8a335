package io.antipode.node.item;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.item.AttributeValue.L;
import io.antipode.node.item.AttributeValue.N;
import io.antipode.node.item.AttributeValue.S;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemTest {
  private static Item write(Consumer<ItemWriter> body) {
    ItemWriter writer = new ItemWriter().beginItem();
    body.accept(writer);
    return writer.endItem();
  }

  private static String refusal(Consumer<ItemWriter> body) {
    return String.valueOf(assertThrows(InvalidItemException.class, () -> write(body)).getMessage());
  }

  private static S s(String text) {
    return new S(text);
  }

  @Test
  void hasGoldenBytes() {
    Item item =
        write(
            w ->
                w.name("v")
                    .beginList()
                    .bool(true)
                    .nullValue()
                    .number("-1.50")
                    .end()
                    .name("s")
                    .beginStringSet()
                    .string("b")
                    .string("a")
                    .end()
                    .name("n")
                    .beginNumberSet()
                    .number("10")
                    .number("2")
                    .end()
                    .name("m")
                    .beginMap()
                    .name("x")
                    .binary(new byte[] {1, 2}, 0, 2)
                    .end()
                    .name("k")
                    .string("é"));
    assertEquals(
        "01"
            + "00000005"
            + "0001"
            + "6b"
            + "04"
            + "00000002"
            + "c3a9"
            + "0001"
            + "6d"
            + "0a"
            + "0000000e"
            + "00000001"
            + "0001"
            + "78"
            + "05"
            + "00000002"
            + "0102"
            + "0001"
            + "6e"
            + "07"
            + "0000000a"
            + "00000002"
            + "02"
            + "c104"
            + "02"
            + "c114"
            + "0001"
            + "73"
            + "06"
            + "0000000e"
            + "00000002"
            + "00000001"
            + "61"
            + "00000001"
            + "62"
            + "0001"
            + "76"
            + "09"
            + "0000000b"
            + "00000003"
            + "02"
            + "00"
            + "03"
            + "03"
            + "3efc9b",
        HexFormat.of().formatHex(item.bytes()));
  }

  @Test
  void doesNotDependOnOrderOrSpelling() {
    Item one = write(w -> w.name("a").number("1.0").name("b").string("x"));
    Item other = write(w -> w.name("b").string("x").name("a").number("+01"));
    assertEquals(one, other);
  }

  @Test
  void takesTextAsStringsAndBytes() {
    String text = "a é € 😀";
    byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Item ofString = write(w -> w.name(text).string(text).name("n").number("12.5"));
    Item ofBytes =
        write(
            w ->
                w.name(utf8, 0, utf8.length)
                    .string(utf8, 0, utf8.length)
                    .name("n")
                    .number("x12.5".getBytes(java.nio.charset.StandardCharsets.UTF_8), 1, 4));
    assertEquals(ofString, ofBytes);
  }

  @Test
  void refusesWhatDynamoDbRefuses() {
    String invalid = "One or more parameter values were invalid: ";
    assertEquals(
        invalid + "Input collection [b, a, b] contains duplicates.",
        refusal(w -> w.name("x").beginStringSet().string("b").string("a").string("b").end()));
    assertEquals(
        "Input collection contains duplicates",
        refusal(w -> w.name("x").beginNumberSet().number("1").number("1.0").end()));
    assertEquals(
        invalid + "Input collection [YQ==, YQ==]of type BS contains duplicates.",
        refusal(
            w ->
                w.name("x")
                    .beginBinarySet()
                    .binary(new byte[] {'a'}, 0, 1)
                    .binary(new byte[] {'a'}, 0, 1)
                    .end()));
    assertEquals(
        invalid + "An string set  may not be empty",
        refusal(w -> w.name("x").beginStringSet().end()));
    assertEquals(
        invalid + "An number set  may not be empty",
        refusal(w -> w.name("x").beginNumberSet().end()));
    assertEquals(
        invalid + "Binary sets should not be empty",
        refusal(w -> w.name("x").beginBinarySet().end()));
    assertEquals(
        invalid + "Duplicate attribute name: a",
        refusal(w -> w.name("a").bool(true).name("b").bool(true).name("a").bool(true)));
  }

  @Test
  void nestsThirtyTwoLevelsAndNoMore() {
    assertEquals(1, nested(31).attributeCount());
    assertEquals(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels"
            + " beyond supported limit",
        assertThrows(InvalidItemException.class, () -> nested(32)).getMessage());
  }

  /** A scalar inside so many lists. */
  private static Item nested(int lists) {
    AttributeValue value = s("leaf");
    for (int i = 0; i < lists; i++) {
      value = new L(List.of(value));
    }
    return Item.of(Map.of("a", value));
  }

  @Test
  void countsItsSizeAsDynamoDbDoes() {
    assertEquals(5, Item.of(Map.of("id", s("abc"))).sizeBytes());
    Item nested =
        write(
            w ->
                w.name("m")
                    .beginMap()
                    .name("l")
                    .beginList()
                    .number("3.14159")
                    .nullValue()
                    .end()
                    .name("é")
                    .bool(true)
                    .end());
    assertEquals(1 + (3 + 2) + (1 + (3 + 2) + 5 + 1) + (2 + 1), nested.sizeBytes());
    assertEquals(
        1 + 3, write(w -> w.name("s").beginStringSet().string("ab").string("c").end()).sizeBytes());
  }

  @Test
  void findsAttributesWithoutDecodingOthers() {
    Item item = Item.of(Map.of("a", s("1"), "é", s("2"), "z", s("3")));
    assertEquals(s("2"), item.get("é"));
    assertEquals(s("3"), item.get("z"));
    assertNull(item.get("aa"));
    assertTrue(item.has("a"));
    assertFalse(item.has(""));
  }

  @Test
  void ordersNamesByUtf8() {
    // U+FF5E comes before U+1F600 in UTF-8, after it in UTF-16.
    Item item = Item.of(Map.of("\uff5e", s("1"), "\ud83d\ude00", s("2")));
    assertEquals(List.of("\uff5e", "\ud83d\ude00"), List.copyOf(item.toMap().keySet()));
    assertEquals(s("2"), item.get("\ud83d\ude00"));
  }

  @Test
  void writesSingleValues() {
    ItemWriter writer = new ItemWriter();
    assertEquals(new N(Decimal.parse("7")), writer.beginValue().number("7.0").endValue());
    assertEquals(
        new L(List.of(s("x"))), writer.beginValue().beginList().string("x").end().endValue());
  }

  @Property(tries = 200)
  void roundTrips(@ForAll("items") Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    assertEquals(attributes, item.toMap());
    assertArrayEquals(item.bytes(), Item.of(item.toMap()).bytes());
    assertEquals(
        attributes.entrySet().stream()
            .mapToInt(e -> Utf8.length(e.getKey()) + ItemSize.of(e.getValue()))
            .sum(),
        item.sizeBytes());
  }

  @Property(tries = 200)
  void bytesDoNotDependOnTheOrderOfWriting(
      @ForAll("items") Map<String, AttributeValue> attributes, @ForAll Random random) {
    List<String> names = new ArrayList<>(attributes.keySet());
    Collections.shuffle(names, random);
    Map<String, AttributeValue> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, attributes.get(name)));
    assertEquals(Item.of(attributes), Item.of(shuffled));
  }

  @Property(tries = 200)
  void visitingAndWritingAgainIsTheSame(@ForAll("items") Map<String, AttributeValue> attributes) {
    Item item = Item.of(attributes);
    CopyingVisitor copy = new CopyingVisitor();
    ItemReader.visit(item, copy);
    assertEquals(item, copy.item());
  }

  @Property(tries = 200)
  void withIsWhatItIsOnMaps(
      @ForAll("items") Map<String, AttributeValue> attributes,
      @ForAll("items") Map<String, AttributeValue> changes,
      @ForAll Random random) {
    SortedMap<String, @Nullable AttributeValue> change = new TreeMap<>(changes);
    attributes.keySet().stream()
        .filter(name -> random.nextBoolean())
        .forEach(name -> change.put(name, random.nextBoolean() ? null : s("changed")));
    Map<String, AttributeValue> expected = new HashMap<>(attributes);
    change.forEach(
        (name, value) -> {
          if (value == null) {
            expected.remove(name);
          } else {
            expected.put(name, value);
          }
        });
    assertEquals(Item.of(expected), Item.of(attributes).with(change));
  }

  @Property(tries = 200)
  void onlyKeepsTheNamed(
      @ForAll("items") Map<String, AttributeValue> attributes, @ForAll Random random) {
    Map<String, AttributeValue> expected = new HashMap<>(attributes);
    expected.keySet().removeIf(name -> random.nextBoolean());
    Set<String> names = new java.util.HashSet<>(expected.keySet());
    names.add("no such attribute");
    assertEquals(Item.of(expected), Item.of(attributes).only(names));
  }

  @Provide
  Arbitrary<Map<String, AttributeValue>> items() {
    return Values.items();
  }
}
