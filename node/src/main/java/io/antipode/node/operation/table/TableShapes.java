package io.antipode.node.operation.table;

import static io.antipode.node.operation.request.Shape.FLAG;
import static io.antipode.node.operation.request.Shape.TEXT;
import static io.antipode.node.operation.request.Shape.WHOLE;
import static io.antipode.node.operation.request.Shape.list;
import static io.antipode.node.operation.request.Shape.oneOf;
import static io.antipode.node.operation.request.Shape.optional;
import static io.antipode.node.operation.request.Shape.required;
import static io.antipode.node.operation.request.Shape.struct;

import io.antipode.node.operation.request.Shape;

/** The service's model of table requests, in the order in which the service lists its errors. */
final class TableShapes {
  /** The largest number that a model member without its own bound takes. */
  private static final int UNBOUNDED = Integer.MAX_VALUE;

  static final Shape.Struct ONLY_TABLE_NAME = struct("Request", optional("TableName", TEXT));

  static final Shape.Struct THROUGHPUT =
      struct(
          "ProvisionedThroughput",
          required("WriteCapacityUnits", new Shape.Whole("Long", 1, Long.MAX_VALUE)),
          required("ReadCapacityUnits", new Shape.Whole("Long", 1, Long.MAX_VALUE)));

  private static final Shape.Struct ON_DEMAND =
      struct(
          "OnDemandThroughput",
          optional("MaxReadRequestUnits", WHOLE),
          optional("MaxWriteRequestUnits", WHOLE));

  private static final Shape.Struct WARM =
      struct(
          "WarmThroughput",
          optional("ReadUnitsPerSecond", WHOLE),
          optional("WriteUnitsPerSecond", WHOLE));

  private static final Shape ATTRIBUTES =
      list(
          struct(
              "AttributeDefinition",
              required("AttributeName", Shape.text(1, 255)),
              required("AttributeType", oneOf("B", "N", "S"))));

  private static final Shape.Struct KEY_ELEMENT =
      struct(
          "KeySchemaElement",
          required("AttributeName", Shape.text(1, 255)),
          required("KeyType", oneOf("HASH", "RANGE")));

  private static final Shape KEY = list(KEY_ELEMENT, 1, 2);

  private static final Shape PROJECTION =
      struct(
          "Projection",
          optional("ProjectionType", oneOf("ALL", "INCLUDE", "KEYS_ONLY")),
          optional("NonKeyAttributes", list(Shape.text(1, 255), 1, 20)));

  private static final Shape INDEX_NAME = Shape.name(3, 255);

  private static final Shape LOCAL_INDEX =
      struct(
          "LocalSecondaryIndex",
          required("KeySchema", KEY),
          required("Projection", PROJECTION),
          required("IndexName", INDEX_NAME));

  private static final Shape GLOBAL_INDEX =
      struct(
          "GlobalSecondaryIndex",
          required("KeySchema", list(KEY_ELEMENT, 1, UNBOUNDED)),
          required("Projection", PROJECTION),
          required("IndexName", INDEX_NAME),
          optional("ProvisionedThroughput", THROUGHPUT),
          optional("OnDemandThroughput", ON_DEMAND),
          optional("WarmThroughput", WARM));

  private static final Shape STREAM =
      struct(
          "StreamSpecification",
          required("StreamEnabled", FLAG),
          optional(
              "StreamViewType",
              oneOf("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")));

  private static final Shape SSE =
      struct(
          "SSESpecification",
          optional("Enabled", FLAG),
          optional("SSEType", oneOf("AES256", "KMS")),
          optional("KMSMasterKeyId", TEXT));

  private static final Shape TAGS =
      list(struct("Tag", required("Key", TEXT), required("Value", TEXT)));

  private static final Shape BILLING = oneOf("PROVISIONED", "PAY_PER_REQUEST");

  private static final Shape REGION_ONLY =
      struct("DeleteReplicationGroupMemberAction", required("RegionName", TEXT));

  private static final Shape REPLICA =
      struct(
          "CreateReplicationGroupMemberAction",
          required("RegionName", TEXT),
          optional("KMSMasterKeyId", TEXT),
          optional("TableClassOverride", TEXT));

  static final Shape.Struct CREATE_TABLE =
      struct(
          "CreateTableInput",
          required("AttributeDefinitions", ATTRIBUTES),
          optional("TableName", TEXT),
          optional("BillingMode", BILLING),
          optional("ProvisionedThroughput", THROUGHPUT),
          required("KeySchema", KEY),
          optional("LocalSecondaryIndexes", list(LOCAL_INDEX)),
          optional("GlobalSecondaryIndexes", list(GLOBAL_INDEX)),
          optional("StreamSpecification", STREAM),
          optional("SSESpecification", SSE),
          optional("Tags", TAGS),
          optional("TableClass", TEXT),
          optional("DeletionProtectionEnabled", FLAG),
          optional("OnDemandThroughput", ON_DEMAND),
          optional("WarmThroughput", WARM));

  static final Shape.Struct UPDATE_TABLE =
      struct(
          "UpdateTableInput",
          optional("TableName", TEXT),
          optional("AttributeDefinitions", ATTRIBUTES),
          optional("BillingMode", BILLING),
          optional("ProvisionedThroughput", THROUGHPUT),
          optional(
              "GlobalSecondaryIndexUpdates",
              list(
                  struct(
                      "GlobalSecondaryIndexUpdate",
                      optional(
                          "Update",
                          struct(
                              "UpdateGlobalSecondaryIndexAction",
                              required("IndexName", INDEX_NAME),
                              optional("ProvisionedThroughput", THROUGHPUT),
                              optional("OnDemandThroughput", ON_DEMAND),
                              optional("WarmThroughput", WARM))),
                      optional("Create", GLOBAL_INDEX),
                      optional(
                          "Delete",
                          struct(
                              "DeleteGlobalSecondaryIndexAction",
                              required("IndexName", INDEX_NAME)))))),
          optional("StreamSpecification", STREAM),
          optional("SSESpecification", SSE),
          optional(
              "ReplicaUpdates",
              list(
                  struct(
                      "ReplicationGroupUpdate",
                      optional("Create", REPLICA),
                      optional("Update", REPLICA),
                      optional("Delete", REGION_ONLY)),
                  1,
                  UNBOUNDED)),
          optional("TableClass", TEXT),
          optional("DeletionProtectionEnabled", FLAG),
          optional("MultiRegionConsistency", oneOf("EVENTUAL", "STRONG")),
          optional("OnDemandThroughput", ON_DEMAND),
          optional("WarmThroughput", WARM));

  static final Shape.Struct LIST_TABLES =
      struct(
          "ListTablesInput",
          optional("ExclusiveStartTableName", Shape.name(3, 255)),
          optional("Limit", new Shape.Whole("Integer", 1, 100)));

  static final Shape.Struct TAG_RESOURCE =
      struct("TagResourceInput", required("ResourceArn", TEXT), required("Tags", TAGS));

  static final Shape.Struct UNTAG_RESOURCE =
      struct("UntagResourceInput", required("ResourceArn", TEXT), required("TagKeys", list(TEXT)));

  static final Shape.Struct LIST_TAGS =
      struct("ListTagsOfResourceInput", required("ResourceArn", TEXT), optional("NextToken", TEXT));

  private TableShapes() {}
}
