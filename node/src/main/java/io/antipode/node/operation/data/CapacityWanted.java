package io.antipode.node.operation.data;

import io.antipode.node.action.CapacityUse;
import io.antipode.node.json.JsonOut;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ReturnConsumedCapacity}, and how what it asks for is written. */
public enum CapacityWanted {
  NONE,
  TOTAL,
  INDEXES;

  /** What a request wants; the model has checked it. */
  public static CapacityWanted by(Parameters request) {
    String text = request.text(Parameter.RETURN_CONSUMED_CAPACITY);
    return text == null ? NONE : valueOf(text);
  }

  /** Writes the member {@code ConsumedCapacity}, where it is wanted. */
  public void write(JsonOut out, String tableName, CapacityUse use) {
    if (this != NONE) {
      writeValue(out.name("ConsumedCapacity"), tableName, use);
    }
  }

  /** Writes the structure {@code ConsumedCapacity}. */
  public void writeValue(JsonOut out, String tableName, CapacityUse use) {
    writeValue(out, tableName, use, null);
  }

  /**
   * Writes the structure {@code ConsumedCapacity} as of a transaction.
   *
   * @param kind {@code ReadCapacityUnits} or {@code WriteCapacityUnits}, which only transactions
   *     tell; null for neither
   */
  public void writeValue(JsonOut out, String tableName, CapacityUse use, @Nullable String kind) {
    out.beginObject().name("TableName").value(tableName);
    writeUnits(out, use.total(), kind);
    if (this == INDEXES) {
      writeUnits(out.name("Table").beginObject(), use.table(), kind);
      out.endObject();
      writeArms(out, "LocalSecondaryIndexes", use.local(), kind);
      writeArms(out, "GlobalSecondaryIndexes", use.global(), kind);
    }
    out.endObject();
  }

  private static void writeArms(
      JsonOut out, String name, @Nullable Map<String, Double> arms, @Nullable String kind) {
    if (arms != null) {
      out.name(name).beginObject();
      arms.forEach(
          (index, units) -> {
            writeUnits(out.name(index).beginObject(), units, kind);
            out.endObject();
          });
      out.endObject();
    }
  }

  private static void writeUnits(JsonOut out, double units, @Nullable String kind) {
    out.name("CapacityUnits").value(units);
    if (kind != null) {
      out.name(kind).value(units);
    }
  }
}
