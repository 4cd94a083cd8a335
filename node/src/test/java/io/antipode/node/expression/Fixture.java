package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The item and the values that the case files speak of. */
final class Fixture {
  private Fixture() {}

  static Item item() {
    ItemWriter w = new ItemWriter().beginItem();
    w.name("k").string("a");
    w.name("n").number("5");
    w.name("s").string("str");
    w.name("l").beginList().number("1").number("2").number("3").end();
    w.name("m").beginMap();
    w.name("x").number("1").name("y").string("q");
    w.name("ll").beginList().string("z").end().end();
    w.name("ss").beginStringSet().string("a").string("b").end();
    w.name("ns").beginNumberSet().number("1").number("2").end();
    w.name("b").binary("ab".getBytes(StandardCharsets.US_ASCII), 0, 2);
    w.name("nu").nullValue();
    w.name("t").bool(true);
    return w.endItem();
  }

  static Map<String, AttributeValue> values() {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":n", value(w -> w.number("1")));
    values.put(":s", value(w -> w.string("a")));
    values.put(":l", value(w -> w.beginList().number("9").end()));
    values.put(":m", value(w -> w.beginMap().end()));
    values.put(":ss", value(w -> w.beginStringSet().string("a").string("c").end()));
    values.put(":b", value(w -> w.binary(new byte[] {'a'}, 0, 1)));
    values.put(":t", value(w -> w.bool(true)));
    values.put(":nu", value(w -> w.nullValue()));
    values.put(":big", value(w -> w.number("9")));
    values.put(":ns", value(w -> w.beginNumberSet().number("1").number("7").end()));
    return values;
  }

  static ExpressionContext context() {
    return new ExpressionContext(null, Item.of(values()));
  }

  static AttributeValue value(Consumer<ItemWriter> body) {
    ItemWriter writer = new ItemWriter().beginValue();
    body.accept(writer);
    return writer.endValue();
  }
}
