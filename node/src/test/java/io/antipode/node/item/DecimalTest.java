package io.antipode.node.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "0042.1200, 42.12",
    "1E3, 1000",
    "1e+5, 100000",
    "+1, 1",
    ".5, 0.5",
    "5., 5",
    "-0, 0",
    "0E125, 0",
    "0.000E-127, 0",
    "-0.001, -0.001",
    "1.5E-3, 0.0015",
    "10, 10",
    "100, 100",
    "99.99, 99.99",
    "-123456.789, -123456.789",
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "1000000000000000000000000000000000000000, 1000000000000000000000000000000000000000",
  })
  void normalises(String text, String plain) {
    assertEquals(plain, Decimal.parse(text).toString());
  }

  @Test
  void reachesTheEndsOfTheRange() {
    assertEquals("1" + "0".repeat(125), Decimal.parse("1E125").toString());
    assertEquals("-0." + "0".repeat(129) + "1", Decimal.parse("-1E-130").toString());
    String greatest = "9".repeat(38) + "0".repeat(88);
    assertEquals(greatest, Decimal.parse(greatest).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "abc, The parameter cannot be converted to a numeric value: abc",
    "'', 'The parameter cannot be converted to a numeric value: '",
    "' 1', The parameter cannot be converted to a numeric value:  1",
    "-, The parameter cannot be converted to a numeric value: -",
    "1e, The parameter cannot be converted to a numeric value: 1e",
    "1e5x, The parameter cannot be converted to a numeric value: 1e5x",
    "1.2.3, The parameter cannot be converted to a numeric value: 1.2.3",
    "NaN, The parameter cannot be converted to a numeric value: NaN",
    "١, The parameter cannot be converted to a numeric value: ١",
    "1E126, Number overflow. Attempting to store a number with magnitude larger than supported"
        + " range",
    "1E9223372036854775808, The parameter cannot be converted to a numeric value:"
        + " 1E9223372036854775808",
    "0E126, Number overflow. Attempting to store a number with magnitude larger than supported"
        + " range",
    "0E-131, Number underflow. Attempting to store a number with magnitude smaller than supported"
        + " range",
    "1E-99999999999, Number underflow. Attempting to store a number with magnitude smaller than"
        + " supported range",
    "-1E9223372036854775807, Number overflow. Attempting to store a number with magnitude larger"
        + " than supported range",
    "1E-131, Number underflow. Attempting to store a number with magnitude smaller than supported"
        + " range",
    "123456789012345678901234567890123456789, Attempting to store more than 38 significant digits"
        + " in a Number",
    "1234567890123456789012345678901234567.89, Attempting to store more than 38 significant digits"
        + " in a Number",
  })
  void refuses(String text, String message) {
    assertEquals(
        message, assertThrows(InvalidItemException.class, () -> Decimal.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "5, 2",
    "12, 2",
    "100, 2",
    "120, 2",
    "1234, 3",
    "3.14159, 5",
    "-3.14159, 6",
    "0.001, 2",
    "0.012, 2",
    "100.5, 4",
    "-1, 3",
    "1E125, 2",
    "12345678901234567890123456789012345678, 20",
    "123, 3",
    "1010, 3",
    "0.0000001, 2",
    "1E-100, 2",
    "1.5, 3",
    "15, 2",
    "1.200, 3",
    "1.234, 4",
  })
  void takesItsSize(String text, int sizeBytes) {
    assertEquals(sizeBytes, DecimalCodec.sizeBytes(Decimal.parse(text).encoded(), 0));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8000",
    "1, c102",
    "-1, 3efd",
    "10, c114",
    "100, c202",
    "123.45, c2032f5a",
    "-123.45, 3dfcd0a5",
    "0.5, c064",
    "1E-130, 8002",
    "1E125, ff14",
  })
  void hasGoldenBytes(String text, String hex) {
    assertEquals(hex, HexFormat.of().formatHex(Decimal.parse(text).encoded()));
  }

  @ParameterizedTest
  @CsvSource({
    "9E125, 9E125, Number overflow. Attempting to store a number with magnitude larger than"
        + " supported range",
    "1E40, 0.1, Attempting to store more than 38 significant digits in a Number",
    "1.1E-130, -1E-130, Number underflow. Attempting to store a number with magnitude smaller than"
        + " supported range",
  })
  void refusesSumsOutsideTheRange(String a, String b, String message) {
    Decimal left = Decimal.parse(a);
    Decimal right = Decimal.parse(b);
    assertEquals(
        message, assertThrows(InvalidItemException.class, () -> left.plus(right)).getMessage());
  }

  @Property
  void textRoundTrips(@ForAll("numbers") BigDecimal number) {
    Decimal decimal = Decimal.parse(number.toString());
    assertEquals(plain(number), decimal.toString());
    assertEquals(decimal, Decimal.parse(number.toPlainString()));
    assertEquals(
        decimal.encoded().length, DecimalCodec.length(decimal.encoded(), 0), "ends itself");
  }

  @Property
  void orderOfBytesIsOrderOfNumbers(
      @ForAll("numbers") BigDecimal a, @ForAll("numbers") BigDecimal b) {
    int byBytes = Decimal.parse(a.toString()).compareTo(Decimal.parse(b.toString()));
    assertEquals(a.compareTo(b), Integer.signum(byBytes));
  }

  @Property
  void arithmeticIsExact(@ForAll("summands") BigDecimal a, @ForAll("summands") BigDecimal b) {
    Decimal left = Decimal.parse(a.toString());
    Decimal right = Decimal.parse(b.toString());
    assertEquals(plain(a.add(b)), left.plus(right).toString());
    assertEquals(plain(a.subtract(b)), left.minus(right).toString());
  }

  /** Of any two numbers, most of which have no sum of 38 digits. */
  @Property
  void sumsAreWhatTheirTextsAre(@ForAll("numbers") BigDecimal a, @ForAll("numbers") BigDecimal b) {
    assertEquals(
        outcome(() -> Decimal.parse(a.add(b).toString())),
        outcome(() -> Decimal.parse(a.toString()).plus(Decimal.parse(b.toString()))));
  }

  private static String outcome(Supplier<Decimal> sum) {
    try {
      return sum.get().toString();
    } catch (InvalidItemException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    Arbitrary<BigInteger> digits =
        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(38).negate(), BigInteger.TEN.pow(38));
    Arbitrary<Integer> near = Arbitraries.integers().between(-4, 4);
    Arbitrary<Integer> far = Arbitraries.integers().between(-87, 130);
    Arbitrary<BigInteger> few =
        Arbitraries.bigIntegers().between(BigInteger.valueOf(-1200), BigInteger.valueOf(1200));
    return Combinators.combine(Arbitraries.oneOf(digits, few), Arbitraries.oneOf(near, far))
        .as(BigDecimal::new);
  }

  @Provide
  Arbitrary<BigDecimal> summands() {
    Arbitrary<BigInteger> longs = Arbitraries.longs().map(BigInteger::valueOf);
    return Combinators.combine(longs, Arbitraries.of(0, 0, 1, 5, -3)).as(BigDecimal::new);
  }

  @Property
  void wholeNumbersAreWhatTheirTextsAre(@ForAll long number) {
    assertEquals(Decimal.parse(Long.toString(number)), Decimal.ofLong(number));
    assertEquals(Decimal.parse(number % 1000 + "000"), Decimal.ofLong(number % 1000 * 1000));
  }

  @Test
  void neighboursHaveHashesOfTheirOwn() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 40_000; i++) {
      hashes.add(Decimal.ofLong(i).hashCode());
    }
    assertTrue(hashes.size() > 39_900, "of 40,000 numbers: " + hashes.size());
  }
}
