package io.antipode.cluster.catalog;

/**
 * DynamoDB's {@code TableStatus}, as far as Antipode uses it. DELETED tables stay in the catalog as
 * a memory of their id.
 */
public enum TableStatus {
  CREATING,
  UPDATING,
  DELETING,
  ACTIVE,
  DELETED
}
