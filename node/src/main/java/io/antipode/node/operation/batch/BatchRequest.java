package io.antipode.node.operation.batch;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.antipode.node.json.JsonIn;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.ModelErrors;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableNames;
import java.io.IOException;
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
    T read(JsonParser parser) throws IOException;
  }

  /** Adds the violations of the model in what is asked of one table. */
  interface TableCheck<T> {
    void check(T asked, String path, ModelErrors errors);
  }

  /**
   * Decodes a request and checks it against the model.
   *
   * @param parser before the first token
   * @param structure the API's name of what is asked of one table, for messages
   */
  static <T> BatchRequest<T> read(
      JsonParser parser,
      RequestModel model,
      String structure,
      TableReader<T> reader,
      TableCheck<T> check)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new MalformedJsonException("Unexpected value type in payload");
    }
    Tables<T> tables = new Tables<>(structure, reader);
    DataRequest rest = DataRequest.readStructure(parser, model, tables::member);
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
    boolean member(String name, JsonParser parser) throws IOException {
      if (!name.equals("RequestItems")) {
        return false;
      }
      JsonIn.requireMap(parser, structure);
      Map<String, T> tables = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String table = parser.currentName();
        parser.nextToken();
        tables.put(table, reader.read(parser));
      }
      asked = tables;
      return true;
    }
  }
}
