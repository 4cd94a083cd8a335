package io.antipode.node.operation.data;

import io.antipode.node.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parameters of the data plane's requests, with what the service's model says of each. */
public enum Member {
  ATTRIBUTES_TO_GET("AttributesToGet", Kind.TEXTS),
  ATTRIBUTE_UPDATES("AttributeUpdates", Kind.UPDATES),
  CONDITIONAL_OPERATOR("ConditionalOperator", Kind.TEXT),
  CONDITION_EXPRESSION("ConditionExpression", Kind.TEXT),
  CONSISTENT_READ("ConsistentRead", Kind.FLAG),
  EXCLUSIVE_START_KEY("ExclusiveStartKey", Kind.ITEM),
  EXPECTED("Expected", Kind.CONDITIONS),
  EXPRESSION_ATTRIBUTE_NAMES("ExpressionAttributeNames", Kind.NAMES),
  EXPRESSION_ATTRIBUTE_VALUES("ExpressionAttributeValues", Kind.VALUES),
  FILTER_EXPRESSION("FilterExpression", Kind.TEXT),
  INDEX_NAME("IndexName", Kind.TEXT),
  ITEM("Item", Kind.ITEM),
  KEY("Key", Kind.ITEM),
  KEYS("Keys", Kind.ITEMS),
  KEY_CONDITIONS("KeyConditions", Kind.CONDITIONS),
  KEY_CONDITION_EXPRESSION("KeyConditionExpression", Kind.TEXT),
  LIMIT("Limit", Kind.WHOLE),
  PROJECTION_EXPRESSION("ProjectionExpression", Kind.TEXT),
  QUERY_FILTER("QueryFilter", Kind.CONDITIONS),
  RETURN_CONSUMED_CAPACITY("ReturnConsumedCapacity", Kind.TEXT),
  RETURN_ITEM_COLLECTION_METRICS("ReturnItemCollectionMetrics", Kind.TEXT),
  RETURN_VALUES("ReturnValues", Kind.TEXT),
  RETURN_VALUES_ON_CONDITION_CHECK_FAILURE("ReturnValuesOnConditionCheckFailure", Kind.TEXT),
  SCAN_FILTER("ScanFilter", Kind.CONDITIONS),
  SCAN_INDEX_FORWARD("ScanIndexForward", Kind.FLAG),
  SEGMENT("Segment", Kind.WHOLE),
  SELECT("Select", Kind.TEXT),
  TABLE_NAME("TableName", Kind.TEXT),
  TOTAL_SEGMENTS("TotalSegments", Kind.WHOLE),
  UPDATE_EXPRESSION("UpdateExpression", Kind.TEXT);

  /** How a parameter is decoded. */
  enum Kind {
    TEXT,
    FLAG,
    WHOLE,
    TEXTS,
    ITEM,
    ITEMS,
    NAMES,
    VALUES,
    CONDITIONS,
    UPDATES
  }

  private static final Member[] ALL = values();

  /** The wire names of all, in their order. */
  private static final byte[][] NAMES = new byte[ALL.length][];

  static {
    for (int i = 0; i < ALL.length; i++) {
      NAMES[i] = ALL[i].wireName.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final String wireName;
  private final String path;
  private final Kind kind;

  Member(String wireName, Kind kind) {
    this.wireName = wireName;
    this.path = Character.toLowerCase(wireName.charAt(0)) + wireName.substring(1);
    this.kind = kind;
  }

  /** The member whose name the reader stands on, null for none of them. */
  static @Nullable Member at(JsonReader json) {
    for (int i = 0; i < NAMES.length; i++) {
      if (json.textEquals(NAMES[i])) {
        return ALL[i];
      }
    }
    return null;
  }

  /** The name in requests. */
  public String wireName() {
    return wireName;
  }

  /** The name in the service's messages about its model. */
  String path() {
    return path;
  }

  Kind kind() {
    return kind;
  }
}
