package io.antipode.node.api;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decoded structure: its shape, and its members' values by index; those that are absent, or null
 * in JSON, are null. The accessors expect that types and constraints have been checked.
 *
 * <p>An attribute value that DynamoDB refuses stands here as a {@link Refused}, and is thrown by
 * the accessor of its member: DynamoDB tells of it only after other checks, so the order in which a
 * caller asks for members decides which error wins. Confined to the thread that decodes.
 */
public final class Fields {
  private final Structure shape;
  private final @Nullable Object[] values;

  Fields(Structure shape) {
    this.shape = shape;
    this.values = new @Nullable Object[shape.members().size()];
  }

  /**
   * An attribute value, or a map of them, that DynamoDB refuses.
   *
   * @param named what is said of the value of a placeholder by those who name it; null where it is
   *     no such value
   */
  record Refused(String message, @Nullable String named) {
    ApiException exception() {
      return ApiException.validation(message);
    }

    ApiException namingException() {
      return ApiException.validation(named == null ? message : named);
    }
  }

  public Structure shape() {
    return shape;
  }

  /** Whether the request has the member, be its value good or not. */
  public boolean has(int member) {
    return values[member] != null;
  }

  /** A required string. */
  public String text(int member) {
    return required(member, textOrNull(member));
  }

  public @Nullable String textOrNull(int member) {
    return (String) values[member];
  }

  /** Whether a flag is given and true. */
  public boolean flag(int member) {
    return Boolean.TRUE.equals(values[member]);
  }

  /** A required whole number. */
  public long whole(int member) {
    return required(member, wholeOrNull(member));
  }

  public @Nullable Long wholeOrNull(int member) {
    return (Long) values[member];
  }

  /** A time, in seconds since 1970. */
  public @Nullable Double secondsOrNull(int member) {
    return (Double) values[member];
  }

  /** A required structure. */
  public Fields structure(int member) {
    return required(member, structureOrNull(member));
  }

  public @Nullable Fields structureOrNull(int member) {
    return (Fields) values[member];
  }

  /** The structures of a list; empty where it is absent. */
  public List<Fields> structures(int member) {
    return list(member, Fields.class);
  }

  /** The strings of a list; empty where it is absent. */
  public List<String> texts(int member) {
    return list(member, String.class);
  }

  /** The strings of a map, in the request's order; null where it is absent. */
  public @Nullable Map<String, String> textsByName(int member) {
    return map(member, String.class);
  }

  /** The structures of a map, in the request's order; null where it is absent. */
  public @Nullable Map<String, Fields> structuresByName(int member) {
    return map(member, Fields.class);
  }

  /** The lists of structures of a map, in the request's order; null where it is absent. */
  public @Nullable Map<String, List<Fields>> listsByName(int member) {
    Map<?, ?> given = (Map<?, ?>) values[member];
    if (given == null) {
      return null;
    }
    Map<String, List<Fields>> lists = LinkedHashMap.newLinkedHashMap(given.size());
    given.forEach((name, list) -> lists.put((String) name, cast((List<?>) list, Fields.class)));
    return lists;
  }

  /** The structures of a required map. */
  public Map<String, Fields> requiredStructuresByName(int member) {
    return required(member, structuresByName(member));
  }

  /** The lists of structures of a required map. */
  public Map<String, List<Fields>> requiredListsByName(int member) {
    return required(member, listsByName(member));
  }

  /** A required map of attributes. */
  public Item item(int member) {
    return required(member, itemOrNull(member));
  }

  public @Nullable Item itemOrNull(int member) {
    return (Item) accepted(values[member]);
  }

  /** The maps of attributes of a list; empty where it is absent. */
  public List<Item> items(int member) {
    return list(member, Item.class);
  }

  public @Nullable AttributeValue valueOrNull(int member) {
    return (AttributeValue) accepted(values[member]);
  }

  /** The attribute values of a list; empty where it is absent. */
  public List<AttributeValue> values(int member) {
    return list(member, AttributeValue.class);
  }

  /** The values of expressions: an item whose names are the placeholders; null where absent. */
  public @Nullable Item placeholders(int member) {
    return itemOrNull(member);
  }

  /** The same, for an action that names the placeholder of a value that it refuses. */
  public @Nullable Item namedPlaceholders(int member) {
    if (values[member] instanceof Refused refused) {
      throw refused.namingException();
    }
    return itemOrNull(member);
  }

  /** As decoded, whatever it is. */
  @Nullable Object raw(int member) {
    return values[member];
  }

  void set(int member, Object value) {
    values[member] = value;
  }

  private static @Nullable Object accepted(@Nullable Object value) {
    if (value instanceof Refused refused) {
      throw refused.exception();
    }
    return value;
  }

  private <T> List<T> list(int member, Class<T> type) {
    List<?> given = (List<?>) values[member];
    return given == null ? List.of() : cast(given, type);
  }

  private static <T> List<T> cast(List<?> given, Class<T> type) {
    List<T> list = new ArrayList<>(given.size());
    for (Object each : given) {
      list.add(type.cast(accepted(each)));
    }
    return list;
  }

  private <T> @Nullable Map<String, T> map(int member, Class<T> type) {
    Map<?, ?> given = (Map<?, ?>) values[member];
    if (given == null) {
      return null;
    }
    Map<String, T> map = LinkedHashMap.newLinkedHashMap(given.size());
    given.forEach((name, value) -> map.put((String) name, type.cast(accepted(value))));
    return map;
  }

  private <T> T required(int member, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(
          "the model lets " + shape + "." + shape.members().get(member).name() + " be absent");
    }
    return value;
  }
}
