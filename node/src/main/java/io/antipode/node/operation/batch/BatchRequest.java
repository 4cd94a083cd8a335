package io.antipode.node.operation.batch;

import io.antipode.node.json.JsonIn;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.JsonToken;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.ModelErrors;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableNames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch request: what is asked of each table, in the request's order, and the parameters beside.
 *
 * @param <T> what is asked of one table
 */
record BatchRequest<T>(Map<String, T> tables, DataRequest rest) {
  private static final String PATH = "requestItems";

  /** Reads what is asked of one table, from its first token to its last. */
  interface TableReader<T> {
    T read(JsonReader json);
  }

  /** Adds the violations of the model in what is asked of one table. */
  interface TableCheck<T> {
    void check(T asked, String path, ModelErrors errors);
  }

  /**
   * Decodes a request and checks it against the model.
   *
   * @param json before the first token
   * @param structure the API's name of what is asked of one table, for messages
   */
  static <T> BatchRequest<T> read(
      JsonReader json,
      RequestModel model,
      String structure,
      TableReader<T> reader,
      TableCheck<T> check) {
    if (json.next() != JsonToken.BEGIN_OBJECT) {
      throw new MalformedJsonException("Unexpected value type in payload");
    }
    Tables<T> tables = new Tables<>(structure, reader);
    DataRequest rest = DataRequest.readStructure(json, model, tables::member);
    JsonIn.requireEnd(json);
    ModelErrors errors = new ModelErrors();
    model.check(rest, "", errors);
    Map<String, T> asked = tables.asked;
    if (asked == null) {
      errors.add(null, PATH, "not be null");
    } else if (asked.isEmpty()) {
      errors.add("{}", PATH, "have length greater than or equal to 1");
    } else {
      asked.forEach(
          (name, one) -> {
            errors.mapKey(TableNames.nameOf(name), PATH);
            check.check(one, PATH + "." + name + ".member.", errors);
          });
    }
    errors.throwIfAny();
    return new BatchRequest<>(asked == null ? Map.of() : asked, rest);
  }

  private static final class Tables<T> {
    private final String structure;
    private final TableReader<T> reader;
    private @Nullable Map<String, T> asked;

    Tables(String structure, TableReader<T> reader) {
      this.structure = structure;
      this.reader = reader;
    }

    /** Takes the member {@code RequestItems}. */
    boolean member(String name, JsonReader json) {
      if (!name.equals("RequestItems")) {
        return false;
      }
      JsonIn.requireMap(json, structure);
      Map<String, T> tables = new LinkedHashMap<>();
      while (json.next() == JsonToken.NAME) {
        String table = json.text();
        json.next();
        tables.put(table, reader.read(json));
      }
      asked = tables;
      return true;
    }
  }
}
