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
    out.beginObject().name("TableName").value(tableName).name("CapacityUnits").value(use.total());
    if (this == INDEXES) {
      out.name("Table").beginObject().name("CapacityUnits").value(use.table()).endObject();
      writeArms(out, "LocalSecondaryIndexes", use.local());
      writeArms(out, "GlobalSecondaryIndexes", use.global());
    }
    out.endObject();
  }

  private static void writeArms(JsonOut out, String name, @Nullable Map<String, Double> arms) {
    if (arms != null) {
      out.name(name).beginObject();
      arms.forEach(
          (index, units) ->
              out.name(index).beginObject().name("CapacityUnits").value(units).endObject());
      out.endObject();
    }
  }
}
