package io.antipode.node.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.PartitionHash;
import io.antipode.node.item.AttributeValue.B;
import io.antipode.node.item.AttributeValue.N;
import io.antipode.node.item.AttributeValue.S;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyTest {
  private static final long TABLE = 0x0102_0304_0506_0708L;
  private static final KeySpace SPACE = KeySpace.byId(TABLE);
  private static final KeySpace INDEX = KeySpace.byId(9);

  @Test
  void hasGoldenBytes() {
    ItemKey key = ItemKey.of(SPACE, new S("a\u0000b"), new N(Decimal.ofLong(-1)));
    String partition = "01" + "6100ff62" + "0001";
    byte[] encoded = HexFormat.of().parseHex(partition);
    long hash = PartitionHash.of(TABLE, encoded, 0, encoded.length);
    assertEquals(
        "0102030405060708" + "%08x".formatted(hash >>> 32) + partition + "02" + "3efd",
        HexFormat.of().formatHex(key.bytes()));
    assertEquals(hash, key.partitionHash());
    assertEquals(TABLE, key.tableId());
  }

  @Test
  void hasNoSortKeyWhereTheTableHasNone() {
    ItemKey key = ItemKey.of(SPACE, new B(new Bytes(new byte[] {0, 1})), null);
    assertNull(key.sortKey());
    assertEquals(new B(new Bytes(new byte[] {0, 1})), key.partitionKey());
  }

  @Property
  void partsAreReadBack(
      @ForAll("keys") AttributeValue partition, @ForAll("keys") AttributeValue sort) {
    ItemKey key = ItemKey.of(SPACE, partition, sort);
    assertEquals(key, ItemKey.of(SPACE, Encoded.of(partition), Encoded.of(sort)));
    assertEquals(partition, key.partitionKey());
    assertEquals(sort, key.sortKey());
  }

  @Property
  void sortKeysOrderTheKeysOfAPartition(@ForAll("keysOfOneType") List<AttributeValue> keys) {
    AttributeValue a = keys.get(0);
    AttributeValue b = keys.get(1);
    AttributeValue partition = new S("p");
    int byBytes =
        Arrays.compareUnsigned(
            ItemKey.of(SPACE, partition, a).bytes(), ItemKey.of(SPACE, partition, b).bytes());
    assertEquals(Integer.signum(compare(a, b)), Integer.signum(byBytes));
  }

  @Property
  void rangesHoldWhatTheirConditionsSay(@ForAll("keysOfOneType") List<AttributeValue> keys) {
    AttributeValue sort = keys.get(0);
    AttributeValue bound = keys.get(1);
    AttributeValue upper = keys.get(2);
    AttributeValue partition = new S("p");
    byte[] prefix = ItemKey.partitionPrefix(SPACE, partition);
    ItemKey alone = ItemKey.of(SPACE, partition, null);
    assertEquals(alone, ItemKey.ofPrefix(SPACE, prefix));
    assertEquals(alone.partitionHash(), ItemKey.ofPrefix(SPACE, prefix).partitionHash());
    byte[] key = ItemKey.of(SPACE, partition, sort).bytes();
    int order = compare(sort, bound);
    assertTrue(KeyRange.prefix(prefix).contains(key));
    assertEquals(order == 0, KeyRange.equal(prefix, bound).contains(key));
    assertEquals(order < 0, KeyRange.less(prefix, bound).contains(key));
    assertEquals(order <= 0, KeyRange.lessOrEqual(prefix, bound).contains(key));
    assertEquals(order > 0, KeyRange.greater(prefix, bound).contains(key));
    assertEquals(order >= 0, KeyRange.greaterOrEqual(prefix, bound).contains(key));
    if (compare(bound, upper) <= 0) {
      assertEquals(
          order >= 0 && compare(sort, upper) <= 0,
          KeyRange.between(prefix, bound, upper).contains(key));
    }
    if (!(bound instanceof N)) {
      assertEquals(beginsWith(sort, bound), KeyRange.beginsWith(prefix, bound).contains(key));
    }
  }

  @Property
  void rangesHoldNothingOfOtherPartitions(
      @ForAll("keys") AttributeValue a,
      @ForAll("keys") AttributeValue b,
      @ForAll("keys") AttributeValue sort) {
    Assume.that(!a.equals(b));
    byte[] prefix = ItemKey.partitionPrefix(SPACE, a);
    byte[] other = ItemKey.of(SPACE, b, sort).bytes();
    System.arraycopy(prefix, 0, other, 0, ItemKey.HEADER_BYTES); // as if their hashes were equal
    assertFalse(KeyRange.prefix(prefix).contains(other));
  }

  @Property
  void indexEntriesLeadToTheirItem(
      @ForAll("keys") AttributeValue hash,
      @ForAll("keys") AttributeValue range,
      @ForAll("keys") AttributeValue partition,
      @ForAll("keys") AttributeValue sort) {
    for (ItemKey base :
        List.of(ItemKey.of(SPACE, partition, sort), ItemKey.of(SPACE, partition, null))) {
      byte[] entry = IndexEntryKey.of(INDEX, List.of(hash, sort), List.of(range), base);
      assertEquals(base, IndexEntryKey.baseKey(SPACE, entry, 3));
      byte[] prefix = IndexEntryKey.partitionPrefix(INDEX, List.of(hash, sort));
      assertTrue(KeyRange.equal(prefix, range).contains(entry));
    }
  }

  private static int compare(AttributeValue a, AttributeValue b) {
    return a instanceof N(Decimal x) && b instanceof N(Decimal y)
        ? x.toBigDecimal().compareTo(y.toBigDecimal())
        : Arrays.compareUnsigned(raw(a), raw(b));
  }

  private static boolean beginsWith(AttributeValue value, AttributeValue prefix) {
    byte[] start = raw(prefix);
    byte[] whole = raw(value);
    return whole.length >= start.length
        && Arrays.equals(start, 0, start.length, whole, 0, start.length);
  }

  private static byte[] raw(AttributeValue value) {
    return value instanceof S(String text)
        ? text.getBytes(StandardCharsets.UTF_8)
        : ((B) value).value().array();
  }

  @Provide
  Arbitrary<AttributeValue> keys() {
    return Values.keys();
  }

  @Provide
  Arbitrary<List<AttributeValue>> keysOfOneType() {
    return Values.keysOfOneType(3);
  }
}
