package io.antipode.node.operation.data;

import io.antipode.node.item.InvalidItemException;
import io.antipode.node.item.Item;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.json.RefusedValueException;
import io.antipode.node.operation.legacy.LegacyCondition;
import io.antipode.node.operation.legacy.LegacyUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A decoded request. Decoding refuses JSON of the wrong shape at once; an attribute value that
 * DynamoDB refuses is remembered, and thrown by the accessor of its parameter, so that the caller
 * decides by the order of its calls which error wins.
 */
public final class DataRequest {
  /** In the model's order of members. */
  private final @Nullable Object[] values;

  private Set<String> nestedRoots = Set.of();

  private final RequestModel model;

  private DataRequest(RequestModel model) {
    this.model = model;
    this.values = new Object[model.size()];
  }

  /**
   * Decodes a whole request body and checks it against the model.
   *
   * @param json before the first token
   */
  public static DataRequest read(JsonReader json, RequestModel model) {
    if (json.next() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedJsonException("Unexpected value type in payload");
    }
    DataRequest request = readStructure(json, model);
    JsonIn.requireEnd(json);
    ModelErrors errors = new ModelErrors();
    model.check(request, "", errors);
    errors.throwIfAny();
    return request;
  }

  /**
   * Decodes a structure, unchecked.
   *
   * @param json on the structure's first token
   */
  public static DataRequest readStructure(JsonReader json, RequestModel model) {
    return readStructure(json, model, (name, value) -> false);
  }

  /** Takes the members of a structure that are not {@link Member}s. */
  public interface Others {
    /**
     * @param json on the value's first token, which is not null
     * @return whether the value was read, up to its last token
     */
    boolean read(String name, JsonReader json);
  }

  /** As {@link #readStructure(JsonReader, RequestModel)}, with members of other kinds. */
  public static DataRequest readStructure(JsonReader json, RequestModel model, Others others) {
    DataRequest request = new DataRequest(model);
    while (json.next() == JsonToken.NAME) {
      Member member = Member.at(json);
      String name = member != null && model.knows(member) ? "" : json.text();
      if (json.next() == JsonToken.NULL) {
        continue;
      }
      if (member != null && model.knows(member)) {
        request.values[model.indexOf(member)] = decode(json, member);
      } else if (!others.read(name, json)) {
        json.skipValue();
      }
    }
    return request;
  }

  /** Keeps what the request's expressions were found to contain. */
  void rememberNestedRoots(Set<String> roots) {
    nestedRoots = roots;
  }

  /** The attributes that paths of the request's expressions go into; known once they are parsed. */
  public Set<String> nestedRoots() {
    return nestedRoots;
  }

  private static Object decode(JsonReader json, Member member) {
    return switch (member.kind()) {
      case TEXT -> JsonIn.string(json);
      case FLAG -> JsonIn.bool(json);
      case WHOLE -> JsonIn.integer(json);
      case TEXTS -> texts(json);
      case ITEM -> {
        try {
          yield ItemJson.readItem(json);
        } catch (InvalidItemException refused) {
          yield refused;
        }
      }
      case ITEMS -> MapReader.items(json);
      case NAMES -> MapReader.names(json);
      case VALUES -> {
        try {
          yield ItemJson.readValues(json);
        } catch (RefusedValueException refused) {
          yield refused;
        }
      }
      case CONDITIONS -> MapReader.conditions(json);
      case UPDATES -> MapReader.updates(json);
    };
  }

  private static List<String> texts(JsonReader json) {
    JsonIn.requireArray(json);
    List<String> texts = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      MapReader.requireRoom(texts.size());
      texts.add(JsonIn.string(json));
    }
    return texts;
  }

  /** Whether the request has the parameter, be its value good or not. */
  public boolean has(Member member) {
    return raw(member) != null;
  }

  /** A parameter that the model requires. */
  public String requiredText(Member member) {
    return required(member, text(member));
  }

  public @Nullable String text(Member member) {
    return (String) get(member);
  }

  /** Whether a flag is given and true. */
  public boolean flag(Member member) {
    return Boolean.TRUE.equals(get(member));
  }

  public @Nullable Integer whole(Member member) {
    return (Integer) get(member);
  }

  public @Nullable Item item(Member member) {
    return (Item) get(member);
  }

  /** A parameter that the model requires. */
  public Item requiredItem(Member member) {
    return required(member, item(member));
  }

  /** The items of a parameter that the model requires. */
  @SuppressWarnings("unchecked") // only ITEMS are decoded into these members
  public List<Item> requiredItems(Member member) {
    return required(member, (List<Item>) get(member));
  }

  @SuppressWarnings("unchecked") // only TEXTS are decoded into these members
  public @Nullable List<String> texts(Member member) {
    return (List<String>) get(member);
  }

  @SuppressWarnings("unchecked") // only NAMES are decoded into this member
  public @Nullable Map<String, String> names() {
    return (Map<String, String>) get(Member.EXPRESSION_ATTRIBUTE_NAMES);
  }

  /** An item whose names are the references. */
  public @Nullable Item values() {
    Object values = raw(Member.EXPRESSION_ATTRIBUTE_VALUES);
    if (values instanceof RefusedValueException refused) {
      throw model.namesPlaceholders() ? refused.named() : refused;
    }
    return (Item) values;
  }

  /** The entries in the request's order. */
  public @Nullable Map<String, LegacyCondition> conditions(Member member) {
    MapReader.Conditions conditions = (MapReader.Conditions) get(member);
    return conditions == null ? null : conditions.accepted();
  }

  /** The entries in the request's order. */
  public @Nullable Map<String, LegacyUpdate> updates() {
    MapReader.Updates updates = (MapReader.Updates) get(Member.ATTRIBUTE_UPDATES);
    return updates == null ? null : updates.accepted();
  }

  /** As decoded, unless it was refused. */
  private @Nullable Object get(Member member) {
    Object value = raw(member);
    if (value instanceof InvalidItemException refused) {
      throw refused;
    }
    return value;
  }

  /** As decoded, whatever it is. */
  @Nullable Object raw(Member member) {
    int index = model.indexOf(member);
    return index < 0 ? null : values[index];
  }

  private static <T> T required(Member member, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the model does not require " + member);
    }
    return value;
  }
}
