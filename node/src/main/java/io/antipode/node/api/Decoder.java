package io.antipode.node.api;

import io.antipode.node.item.InvalidItemException;
import io.antipode.node.json.ItemJson;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.Leniency;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.json.RefusedValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes {@link Fields} of the JSON of a request, by the model. A wrong type is a
 * SerializationException, whatever else is missing: {@link Constraints} come after. Members that
 * the model lacks are skipped, as the service does.
 *
 * <p>A text of a few bytes must not grow: elements of lists and maps outside items are counted, and
 * numbers are bounded before anything expands them. Nothing recurses deeper than the model.
 *
 * <p>Reusable; not thread-safe.
 */
public final class Decoder {
  private static final JsonReader NOTHING = new JsonReader();

  /** More than any request needs, and little enough to keep: DynamoDB itself takes 27,500. */
  static final int MAX_ELEMENTS = 50_000;

  /** A whole number in a string, where that is overlooked; it fits a long. */
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private JsonReader json = NOTHING;
  private int elements;

  /** The innermost member that is being read. */
  private String member = "";

  /**
   * The members of a request, which have the model's types.
   *
   * @param body before its first token
   * @throws MalformedJsonException for what is no JSON, or has a wrong type
   * @throws ApiException for more than anybody needs
   */
  public Fields decode(Structure shape, JsonReader body) {
    json = body;
    elements = 0;
    try {
      json.next();
      Fields fields = structure(shape);
      if (json.next() != JsonToken.END) {
        throw new MalformedJsonException("");
      }
      return fields;
    } finally {
      json = NOTHING;
    }
  }

  private Fields structure(Structure shape) {
    if (json.token() != JsonToken.BEGIN_OBJECT) {
      throw WrongType.structure(json, shape);
    }
    Fields fields = new Fields(shape);
    while (json.next() == JsonToken.NAME) {
      int index = shape.find(json.array(), json.offset(), json.length());
      if (json.next() == JsonToken.NULL) {
        continue; // as absent
      }
      if (index < 0) {
        json.skipValue();
      } else {
        Structure.Member known = shape.members().get(index);
        member = known.name();
        fields.set(index, value(known.shape()));
      }
    }
    return fields;
  }

  /** The value whose first token is the current one, which is not null; ends on its last. */
  private Object value(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> text();
      case Shape.Flag flag -> JsonIn.bool(json, member);
      case Shape.Whole whole -> whole(whole);
      case Shape.Decimal decimal -> decimal().doubleValue();
      case Shape.Time time -> decimal().doubleValue();
      case Shape.ListOf list -> list(list);
      case Shape.MapOf map -> map(map);
      case Structure structure -> structure(structure);
      case Shape.Blob blob -> JsonIn.binary(json);
      case Shape.Value value -> attributeValue();
      case Shape.Attributes attributes -> item();
      case Shape.Placeholders placeholders -> placeholders();
    };
  }

  private Object attributeValue() {
    try {
      return ItemJson.readValue(json);
    } catch (InvalidItemException refused) {
      return new Fields.Refused(String.valueOf(refused.getMessage()), null);
    }
  }

  private Object item() {
    try {
      return ItemJson.readItem(json);
    } catch (InvalidItemException refused) {
      return new Fields.Refused(String.valueOf(refused.getMessage()), null);
    }
  }

  /** An item whose names are the placeholders; or, if any value is refused, the first of these. */
  private Object placeholders() {
    try {
      return ItemJson.readValues(json);
    } catch (RefusedValueException refused) {
      return new Fields.Refused(
          String.valueOf(refused.getMessage()), String.valueOf(refused.named().getMessage()));
    }
  }

  private String text() {
    JsonIn.requireString(json, member);
    return json.text();
  }

  /** A fraction is dropped, as the service does. */
  private Long whole(Shape.Whole shape) {
    if (json.token() == JsonToken.STRING) {
      return inRange(shape, wholeOfString(shape));
    }
    if (json.token() != JsonToken.NUMBER) {
      throw JsonIn.wrongScalar(json, shape.type());
    }
    if (json.isLong()) {
      return inRange(shape, json.longValue());
    }
    BigInteger floor =
        new BigDecimal(json.text()).setScale(0, RoundingMode.FLOOR).toBigIntegerExact();
    if (floor.bitLength() >= Long.SIZE) {
      throw JsonIn.wrongScalar(json, shape.type());
    }
    return inRange(shape, floor.longValueExact());
  }

  private long wholeOfString(Shape.Whole shape) {
    if (!WHOLE.matcher(json.text()).matches()
        || !json.leniency().overlooks(Leniency.Slip.NUMBER_AS_STRING, member)) {
      throw JsonIn.wrongScalar(json, shape.type());
    }
    return Long.parseLong(json.text());
  }

  private long inRange(Shape.Whole shape, long number) {
    if (shape.type().equals("Integer") && number != (int) number) {
      throw JsonIn.wrongScalar(json, shape.type());
    }
    return number;
  }

  private BigDecimal decimal() {
    if (json.token() != JsonToken.NUMBER) {
      throw JsonIn.wrongScalar(json, "Double");
    }
    return new BigDecimal(json.text());
  }

  private List<Object> list(Shape.ListOf shape) {
    if (json.token() != JsonToken.BEGIN_ARRAY) {
      throw WrongType.list(json);
    }
    List<Object> values = new ArrayList<>();
    while (json.next() != JsonToken.END_ARRAY) {
      if (json.token() != JsonToken.NULL) {
        count();
        values.add(value(shape.element()));
      }
    }
    return values;
  }

  private Map<String, Object> map(Shape.MapOf shape) {
    if (json.token() != JsonToken.BEGIN_OBJECT) {
      throw WrongType.map(json, shape.value());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    while (json.next() == JsonToken.NAME) {
      String key = json.text();
      if (json.next() != JsonToken.NULL) {
        count();
        values.put(key, value(shape.value()));
      }
    }
    return values;
  }

  private void count() {
    if (++elements > MAX_ELEMENTS) {
      throw ApiException.validation(
          "The request has more than " + MAX_ELEMENTS + " elements in its lists and maps");
    }
  }
}
