package io.antipode.node.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.node.item.AttributeValue.L;
import io.antipode.node.item.AttributeValue.S;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Values as slices of bytes are what they are decoded. */
class EncodedTest {
  @Property(tries = 300)
  void aSliceKeepsTheValue(
      @ForAll("values") AttributeValue value, @ForAll("values") AttributeValue other) {
    Encoded encoded = Encoded.of(value);
    assertEquals(value, encoded.decode());
    assertEquals(value.typeName(), encoded.typeName());
    assertEquals(ItemSize.of(value), encoded.sizeBytes());
    assertEquals(value.equals(other), encoded.equals(Encoded.of(other)));
    assertEquals(encoded, Encoded.of(value));
    assertEquals(encoded.hashCode(), Encoded.of(value).hashCode());
  }

  @Property(tries = 300)
  void textsCompareAsTheirBytesDo(@ForAll("texts") String one, @ForAll("texts") String other) {
    byte[] a = one.getBytes(StandardCharsets.UTF_8);
    byte[] b = other.getBytes(StandardCharsets.UTF_8);
    int order = Integer.signum(Arrays.compareUnsigned(a, b));
    assertEquals(order, Integer.signum(Utf8.compare(one, b, 0, b.length)));
    assertEquals(order, Integer.signum(encoded(one).compare(encoded(other))));
    assertEquals(one.length(), encoded(one).size());
    assertEquals(one.contains(other), encoded(one).contains(encoded(other)));
    assertEquals(one.startsWith(other), encoded(one).beginsWith(encoded(other)));
  }

  @Property(tries = 300)
  void aRunIsFoundWhereverItIs(@ForAll("runs") String text, @ForAll("runs") String run) {
    assertEquals(text.contains(run), encoded(text).contains(encoded(run)));
  }

  @Property(tries = 300)
  void listsHoldTheirElements(@ForAll("lists") List<AttributeValue> elements) {
    Encoded list = Encoded.of(new L(elements));
    assertEquals(elements.size(), list.size());
    for (AttributeValue element : elements) {
      assertEquals(true, list.contains(Encoded.of(element)));
    }
    List<AttributeValue> twice = new ArrayList<>(elements);
    twice.addAll(elements);
    assertEquals(Encoded.of(new L(twice)), Joins.append(list, list));
  }

  @Property(tries = 300)
  void setsAreMergedInOrder(
      @ForAll("values") AttributeValue one, @ForAll("values") AttributeValue other) {
    Encoded left = Encoded.of(one);
    Encoded right = Encoded.of(other);
    if (!left.isSet() || !left.hasTypeOf(right)) {
      return;
    }
    assertEquals(left, Joins.union(left, left));
    assertNull(Joins.difference(left, left));
    Encoded union = Joins.union(left, right);
    assertEquals(union, Joins.union(right, left));
    assertEquals(union, Encoded.of(union.decode()));
    Encoded rest = Joins.difference(left, right);
    assertEquals(union, rest == null ? right : Joins.union(rest, right));
  }

  @Test
  void aCursorWalksWhatIsThere() {
    Item item =
        new ItemWriter()
            .beginItem()
            .name("b")
            .beginList()
            .number("1")
            .end()
            .name("é")
            .nullValue()
            .endItem();
    Entries entries = Entries.of(item);
    assertEquals(true, entries.next());
    assertEquals("b", entries.name());
    assertEquals(-1, Integer.signum(entries.compare("a")));
    Entries elements = Entries.of(entries.value());
    assertEquals(true, elements.next());
    assertEquals(Decimal.ofLong(1), elements.value().number());
    assertEquals(false, elements.next());
    assertEquals(true, entries.next());
    assertEquals(0, entries.compare("é"));
    assertEquals(false, entries.next());
  }

  private static Encoded encoded(String text) {
    return Encoded.of(new S(text));
  }

  @Provide
  Arbitrary<AttributeValue> values() {
    return Values.values();
  }

  @Provide
  Arbitrary<List<AttributeValue>> lists() {
    return Values.values().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> texts() {
    return Values.texts();
  }

  @Provide
  Arbitrary<String> runs() {
    return Arbitraries.strings().withChars("ab").ofMaxLength(9);
  }
}
