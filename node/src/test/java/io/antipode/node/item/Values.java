package io.antipode.node.item;

import io.antipode.node.item.AttributeValue.B;
import io.antipode.node.item.AttributeValue.Bool;
import io.antipode.node.item.AttributeValue.Bs;
import io.antipode.node.item.AttributeValue.L;
import io.antipode.node.item.AttributeValue.M;
import io.antipode.node.item.AttributeValue.N;
import io.antipode.node.item.AttributeValue.Ns;
import io.antipode.node.item.AttributeValue.Null;
import io.antipode.node.item.AttributeValue.S;
import io.antipode.node.item.AttributeValue.Ss;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arbitrary attribute values and items, canonical as a decoded item has them. */
public final class Values {
  private Values() {}

  public static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("ab\u0000\u007fé€\uff5e")
        .ofMaxLength(5)
        .flatMap(text -> Arbitraries.of(text, text, text + "\ud83d\ude00", "\ud83d\ude00" + text));
  }

  public static Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes()
        .list()
        .ofMaxSize(4)
        .map(
            list -> {
              byte[] array = new byte[list.size()];
              for (int i = 0; i < array.length; i++) {
                array[i] = list.get(i);
              }
              return new Bytes(array);
            });
  }

  public static Arbitrary<Decimal> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(-150, 150).map(Decimal::ofLong),
        Arbitraries.longs().map(n -> Decimal.parse(new BigDecimal(n).movePointLeft(6).toString())));
  }

  /** Values that can be keys: S, N and B, with no empty ones. */
  public static Arbitrary<AttributeValue> keys() {
    return Arbitraries.oneOf(stringKeys(), numbers().map(N::new), binaryKeys());
  }

  public static Arbitrary<List<AttributeValue>> keysOfOneType(int count) {
    Arbitrary<AttributeValue> numberKeys = numbers().map(N::new);
    return Arbitraries.of(stringKeys(), numberKeys, binaryKeys())
        .flatMap(keys -> keys.list().ofSize(count));
  }

  private static Arbitrary<AttributeValue> stringKeys() {
    return texts().filter(text -> !text.isEmpty()).map(S::new);
  }

  private static Arbitrary<AttributeValue> binaryKeys() {
    return bytes().filter(b -> b.array().length > 0).map(B::new);
  }

  public static Arbitrary<AttributeValue> scalars() {
    return Arbitraries.oneOf(
        texts().map(S::new),
        numbers().map(N::new),
        bytes().map(B::new),
        Arbitraries.of(true, false).map(Bool::new),
        Arbitraries.just(Null.INSTANCE),
        texts().set().ofMinSize(1).ofMaxSize(5).map(s -> new Ss(sorted(s, Utf8.ORDER))),
        numbers().set().ofMinSize(1).ofMaxSize(5).map(s -> new Ns(sorted(s, null))),
        bytes().set().ofMinSize(1).ofMaxSize(5).map(s -> new Bs(sorted(s, null))));
  }

  public static Arbitrary<AttributeValue> values() {
    return values(2);
  }

  private static Arbitrary<AttributeValue> values(int levels) {
    if (levels == 0) {
      return scalars();
    }
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, scalars()),
        net.jqwik.api.Tuple.of(
            1, Arbitraries.lazy(() -> values(levels - 1)).list().ofMaxSize(3).map(L::new)),
        net.jqwik.api.Tuple.of(
            1,
            Arbitraries.maps(texts(), Arbitraries.lazy(() -> values(levels - 1)))
                .ofMaxSize(3)
                .map(m -> new M(byName(m)))));
  }

  public static Arbitrary<Map<String, AttributeValue>> items() {
    return Arbitraries.maps(texts(), values()).ofMaxSize(6);
  }

  private static SortedMap<String, AttributeValue> byName(Map<String, AttributeValue> entries) {
    SortedMap<String, AttributeValue> sorted = new TreeMap<>(Utf8.ORDER);
    sorted.putAll(entries);
    return sorted;
  }

  private static <T> List<T> sorted(
      Collection<T> members, @org.jspecify.annotations.Nullable Comparator<? super T> order) {
    List<T> list = new ArrayList<>(members);
    list.sort(order);
    return list;
  }
}
