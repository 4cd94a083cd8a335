package io.antipode.node.storage;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.item.Utf8;
import io.antipode.node.storage.view.SystemTables;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A transaction that is decided, as an item of {@link SystemTables#LEDGER}, by token and id: only
 * those that take place are entered, so one that is in no ledger, and that nobody works at, never
 * will.
 *
 * @param digest of what was asked: who comes with the same token must ask the same
 * @param atMs when it was decided, in epoch milliseconds
 * @param readUnits of each table, by name: what a repetition of the request is charged
 */
public record LedgerItem(
    TransactionId transaction, Bytes digest, long atMs, Map<String, Long> readUnits) {
  private static final String ID = "id";
  private static final String DIGEST = "digest";
  private static final String AT = "at";
  private static final String READ = "read";

  /** Where the entry of a transaction stands: its token alone says which shard is its home. */
  public static ItemKey keyOf(Bytes token, TransactionId transaction) {
    return ItemKey.of(
        SystemTables.LEDGER,
        new AttributeValue.B(token),
        new AttributeValue.B(new Bytes(transaction.bytes())));
  }

  /** What the keys of all entries of a token begin with. */
  static byte[] prefixOf(Bytes token) {
    return ItemKey.partitionPrefix(SystemTables.LEDGER, new AttributeValue.B(token));
  }

  Item item() {
    SortedMap<String, AttributeValue> read = new TreeMap<>(Utf8.ORDER);
    readUnits.forEach((table, units) -> read.put(table, number(units)));
    return Item.of(
        Map.of(
            ID, new AttributeValue.B(new Bytes(transaction.bytes())),
            DIGEST, new AttributeValue.B(digest),
            AT, number(atMs),
            READ, new AttributeValue.M(read)));
  }

  private static AttributeValue number(long value) {
    return new AttributeValue.N(Decimal.ofLong(value));
  }

  static LedgerItem of(Item item) {
    Map<String, Long> read = new TreeMap<>();
    ((AttributeValue.M) part(item, READ))
        .values()
        .forEach((table, units) -> read.put(table, whole(units)));
    return new LedgerItem(
        TransactionId.of(((AttributeValue.B) part(item, ID)).value().array()),
        ((AttributeValue.B) part(item, DIGEST)).value(),
        whole(part(item, AT)),
        read);
  }

  private static long whole(AttributeValue value) {
    return ((AttributeValue.N) value).value().toBigDecimal().longValueExact();
  }

  private static AttributeValue part(Item item, String name) {
    return Objects.requireNonNull(item.get(name), () -> "an entry of the ledger lacks " + name);
  }
}
