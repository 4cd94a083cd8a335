package io.antipode.node.operation.data;

/** The parameters that several actions on items have. */
public enum Parameter {
  ATTRIBUTES_TO_GET("AttributesToGet"),
  ATTRIBUTE_UPDATES("AttributeUpdates"),
  CONDITIONAL_OPERATOR("ConditionalOperator"),
  CONDITION_EXPRESSION("ConditionExpression"),
  CONSISTENT_READ("ConsistentRead"),
  EXCLUSIVE_START_KEY("ExclusiveStartKey"),
  EXPECTED("Expected"),
  EXPRESSION_ATTRIBUTE_NAMES("ExpressionAttributeNames"),
  EXPRESSION_ATTRIBUTE_VALUES("ExpressionAttributeValues"),
  FILTER_EXPRESSION("FilterExpression"),
  INDEX_NAME("IndexName"),
  ITEM("Item"),
  KEY("Key"),
  KEYS("Keys"),
  KEY_CONDITIONS("KeyConditions"),
  KEY_CONDITION_EXPRESSION("KeyConditionExpression"),
  LIMIT("Limit"),
  PROJECTION_EXPRESSION("ProjectionExpression"),
  QUERY_FILTER("QueryFilter"),
  RETURN_CONSUMED_CAPACITY("ReturnConsumedCapacity"),
  RETURN_ITEM_COLLECTION_METRICS("ReturnItemCollectionMetrics"),
  RETURN_VALUES("ReturnValues"),
  RETURN_VALUES_ON_CONDITION_CHECK_FAILURE("ReturnValuesOnConditionCheckFailure"),
  SCAN_FILTER("ScanFilter"),
  SCAN_INDEX_FORWARD("ScanIndexForward"),
  SEGMENT("Segment"),
  SELECT("Select"),
  TABLE_NAME("TableName"),
  TOTAL_SEGMENTS("TotalSegments"),
  UPDATE_EXPRESSION("UpdateExpression");

  private final String wireName;

  Parameter(String wireName) {
    this.wireName = wireName;
  }

  /** The name in requests. */
  public String wireName() {
    return wireName;
  }
}
