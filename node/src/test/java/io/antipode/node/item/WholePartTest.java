package io.antipode.node.item;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole part of a number as a time to live takes it. */
class WholePartTest {
  private static Item with(AttributeValue value) {
    return Item.of(Map.of("a", new AttributeValue.S("1"), "t", value));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "0.9,0",
    "1,1",
    "1.999,1",
    "9,9",
    "10,10",
    "99.99,99",
    "100,100",
    "1700000000,1700000000",
    "1700000000.5,1700000000",
    "123456789.987654321,123456789",
    "1E9,1000000000",
    "999999999999999999,999999999999999999",
    "999999999999999999.9,999999999999999999",
    "1E18,-1",
    "1E125,-1",
    "1E-130,0",
    "-1,-1",
    "-0.5,-1",
    "-1E20,-1",
  })
  void isRoundedDownAndBounded(String number, long whole) {
    assertEquals(whole, with(new AttributeValue.N(Decimal.parse(number))).wholePartOf("t"));
  }

  @Test
  void whatIsNoNumberHasNone() {
    assertEquals(-1, with(new AttributeValue.S("7")).wholePartOf("t"));
    assertEquals(-1, with(new AttributeValue.S("7")).wholePartOf("a"));
    assertEquals(-1, with(new AttributeValue.S("7")).wholePartOf("nobody"));
  }
}
