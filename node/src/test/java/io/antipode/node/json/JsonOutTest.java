package io.antipode.node.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonOutTest {
  @Test
  void commasSeparateMembersAndElements() {
    JsonOut out = new JsonOut();
    out.beginObject().name("a").value(1).name("b").beginArray().value("x").value(true).nullValue();
    out.endArray().name("c").beginObject().endObject().name("d").beginArray().endArray();
    assertEquals("{\"a\":1,\"b\":[\"x\",true,null],\"c\":{},\"d\":[]}", text(out.endObject()));
  }

  @Test
  void resetBeginsAFreshDocument() {
    JsonOut out = new JsonOut().beginArray().value(1);
    assertEquals("{}", text(out.reset().beginObject().endObject()));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0.0",
    "0.5,0.5",
    "-0.5,-0.5",
    "1,1.0",
    "-3,-3.0",
    "12.5,12.5",
    "0.25,0.25",
    "1e21,1000000000000000000000.0",
    "1.5e-7,0.00000015"
  })
  void doublesHaveNoExponent(double number, String expected) {
    assertEquals(expected, text(new JsonOut().value(number)));
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, 11, 99, 100, 1_234_567_890, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE})
  void wholeNumbersAreDecimal(long number) {
    assertEquals("[" + number + "]", text(new JsonOut().beginArray().value(number).endArray()));
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    assertEquals("\"a\uFFFDb\uFFFD\"", text(new JsonOut().value("a\uDC00b\uD800")));
  }

  @Property
  void anyStringIsWhatJacksonReadsBack(@ForAll String text) {
    assertEquals(replaceHalfPairs(text), parse(new JsonOut().value(text)));
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(
        new String(utf8, StandardCharsets.UTF_8), parse(new JsonOut().utf8(utf8, 0, utf8.length)));
  }

  @Property
  void bytesAreTheJdksBase64(@ForAll byte[] bytes) {
    String expected = Base64.getEncoder().encodeToString(bytes);
    assertEquals(expected, parse(new JsonOut().base64(bytes, 0, bytes.length)));
    byte[] text = expected.getBytes(StandardCharsets.US_ASCII);
    assertEquals(new Bytes(bytes), new Bytes(Base64Text.decode(text, 0, text.length)));
  }

  @Property(tries = 300)
  void anItemComesBackFromItsJson(@ForAll("items") Item item) {
    JsonOut out = new JsonOut().item(item);
    JsonReader json = new JsonReader().reset(out.array(), 0, out.length());
    json.next();
    assertEquals(new Bytes(item.bytes()), new Bytes(ItemJson.readItem(json).bytes()));
  }

  @Property(tries = 300)
  void canonicalBytesAndDecodedValuesPrintAlike(@ForAll("items") Item item) {
    JsonOut decoded = new JsonOut().beginObject();
    for (Map.Entry<String, AttributeValue> attribute : item.toMap().entrySet()) {
      decoded.name(attribute.getKey()).attribute(attribute.getValue());
    }
    assertEquals(text(decoded.endObject()), text(new JsonOut().item(item)));
  }

  @Provide
  Arbitrary<Item> items() {
    return Arbitraries.maps(names(), values(3)).ofMaxSize(5).map(Item::of);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ab\"\\é海").ofMinLength(1).ofMaxLength(4);
  }

  private static Arbitrary<AttributeValue> values(int depth) {
    Arbitrary<AttributeValue.S> strings =
        Arbitraries.strings()
            .withCharRange('\0', '\uD7FF')
            .ofMaxLength(12)
            .map(AttributeValue.S::new);
    Arbitrary<Decimal> decimals =
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1e30"), new BigDecimal("1e30"))
            .ofScale(7)
            .map(number -> Decimal.parse(number.toPlainString()));
    Arbitrary<Bytes> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(9).map(Bytes::new);
    Arbitrary<AttributeValue> scalars =
        Arbitraries.oneOf(
            strings,
            decimals.map(AttributeValue.N::new),
            bytes.map(AttributeValue.B::new),
            Arbitraries.of(true, false).map(AttributeValue.Bool::new),
            Arbitraries.just(AttributeValue.Null.INSTANCE),
            decimals.set().ofMinSize(1).ofMaxSize(4).map(set -> new AttributeValue.Ns(sorted(set))),
            bytes.set().ofMinSize(1).ofMaxSize(4).map(set -> new AttributeValue.Bs(sorted(set))),
            names().set().ofMinSize(1).ofMaxSize(4).map(set -> new AttributeValue.Ss(sorted(set))));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<AttributeValue> inner = values(depth - 1);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, scalars),
        net.jqwik.api.Tuple.of(1, inner.list().ofMaxSize(4).map(AttributeValue.L::new)),
        net.jqwik.api.Tuple.of(
            1,
            Combinators.combine(names().list().ofMaxSize(4), inner.list().ofSize(4))
                .as(
                    (names, members) -> {
                      TreeMap<String, AttributeValue> map = new TreeMap<>();
                      for (int i = 0; i < names.size(); i++) {
                        map.put(names.get(i), members.get(i));
                      }
                      return new AttributeValue.M(map);
                    })));
  }

  private static <T extends Comparable<T>> List<T> sorted(java.util.Set<T> set) {
    return set.stream().sorted().toList();
  }

  private static String replaceHalfPairs(String text) {
    StringBuilder replaced = new StringBuilder();
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(replaced::appendCodePoint);
    return replaced.toString();
  }

  private static String parse(JsonOut out) {
    JsonReader json = new JsonReader().reset(out.array(), 0, out.length());
    json.next();
    return json.text();
  }

  private static String text(JsonOut out) {
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }
}
