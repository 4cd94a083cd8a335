package io.antipode.load.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * A report as JSON: each record an object with its components' names, lists arrays, an infinite
 * time null. So the model is the format, and {@link RunReport} its documentation.
 */
public final class ReportJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ReportJson() {}

  /** The report's JSON text. */
  public static String of(RunReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      write(json, report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Record each -> {
        json.writeStartObject();
        for (RecordComponent component : each.getClass().getRecordComponents()) {
          json.writeFieldName(component.getName());
          write(json, component(each, component));
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object each : list) {
          write(json, each);
        }
        json.writeEndArray();
      }
      case Double number when !Double.isFinite(number) -> json.writeNull();
      case Double number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Enum<?> constant -> json.writeString(constant.name());
      case String text -> json.writeString(text);
      case Object other -> throw new IllegalArgumentException("no JSON for " + other.getClass());
    }
  }

  private static Object component(Record owner, RecordComponent component) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
