package io.antipode.load.workload;

import io.antipode.load.history.Items;
import io.antipode.node.json.JsonOut;

/**
 * A table of a workload: keys {@code pk} and, where sorted, {@code sk}.
 *
 * @param indexed has the global index {@link #INDEX} on {@code gk}, with all attributes
 * @param streamed has a stream of new and old images
 */
public record TableSpec(String name, boolean sorted, boolean indexed, boolean streamed) {
  /** The name of the index of indexed tables. */
  public static final String INDEX = "by-gk";

  /** The body of CreateTable. */
  Request create() {
    JsonOut out = new JsonOut().beginObject();
    out.name("TableName").value(name).name("BillingMode").value("PAY_PER_REQUEST");
    out.name("AttributeDefinitions").beginArray();
    definition(out, Items.PARTITION);
    if (sorted) {
      definition(out, Items.SORT);
    }
    if (indexed) {
      definition(out, Items.INDEX_KEY);
    }
    out.endArray().name("KeySchema").beginArray();
    key(out, Items.PARTITION, "HASH");
    if (sorted) {
      key(out, Items.SORT, "RANGE");
    }
    out.endArray();
    if (indexed) {
      out.name("GlobalSecondaryIndexes").beginArray().beginObject();
      out.name("IndexName").value(INDEX).name("KeySchema").beginArray();
      key(out, Items.INDEX_KEY, "HASH");
      out.endArray().name("Projection").beginObject().name("ProjectionType").value("ALL");
      out.endObject().endObject().endArray();
    }
    if (streamed) {
      out.name("StreamSpecification").beginObject().name("StreamEnabled").value(true);
      out.name("StreamViewType").value("NEW_AND_OLD_IMAGES").endObject();
    }
    return Request.of("CreateTable", out.endObject());
  }

  private static void definition(JsonOut out, String name) {
    out.beginObject().name("AttributeName").value(name).name("AttributeType").value("S");
    out.endObject();
  }

  private static void key(JsonOut out, String name, String type) {
    out.beginObject().name("AttributeName").value(name).name("KeyType").value(type).endObject();
  }
}
