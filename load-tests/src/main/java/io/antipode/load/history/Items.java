package io.antipode.load.history;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The few attributes that the workloads' items have: {@code n} the unique number of the write (or a
 * counter), {@code list} a list of unique numbers, {@code gk} an index key, and padding.
 */
public final class Items {
  public static final String PARTITION = "pk";
  public static final String SORT = "sk";
  public static final String NUMBER = "n";
  public static final String LIST = "list";
  public static final String INDEX_KEY = "gk";

  private Items() {}

  /** An item that holds its key alone. */
  public static Item ofKey(Key key) {
    return with(key, Map.of());
  }

  /** An item of a key and a number. */
  public static Item numbered(Key key, long number) {
    return with(key, Map.of(NUMBER, number(number)));
  }

  /** An item of a key and more attributes. */
  public static Item with(Key key, Map<String, AttributeValue> attributes) {
    SortedMap<String, AttributeValue> all = new TreeMap<>(attributes);
    all.put(PARTITION, new AttributeValue.S(key.partition()));
    if (key.sort() != null) {
      all.put(SORT, new AttributeValue.S(key.sort()));
    }
    return Item.of(all);
  }

  /** The key of a table's item. */
  public static Key key(String table, Item item) {
    String sort = text(item, SORT);
    return new Key(
        table, Objects.requireNonNull(text(item, PARTITION), "an item without pk"), sort);
  }

  public static AttributeValue number(long number) {
    return new AttributeValue.N(Decimal.ofLong(number));
  }

  public static boolean hasNumber(Item item) {
    return item.get(NUMBER) instanceof AttributeValue.N;
  }

  /** The attribute {@code n}, which must be there. */
  public static long number(Item item) {
    return whole(Objects.requireNonNull(item.get(NUMBER), "an item without n"));
  }

  /** The attribute {@code n}, 0 where there is none or no item. */
  public static long numberOrZero(@Nullable Item item) {
    return item == null || !hasNumber(item) ? 0 : number(item);
  }

  /** The attribute {@code list}, empty where there is none or no item. */
  public static List<Long> list(@Nullable Item item) {
    return item != null && item.get(LIST) instanceof AttributeValue.L list
        ? list.values().stream().map(Items::whole).toList()
        : List.of();
  }

  /** A string attribute, or null. */
  public static @Nullable String text(Item item, String name) {
    return item.get(name) instanceof AttributeValue.S text ? text.value() : null;
  }

  private static long whole(AttributeValue value) {
    return Long.parseLong(((AttributeValue.N) value).value().toString());
  }
}
