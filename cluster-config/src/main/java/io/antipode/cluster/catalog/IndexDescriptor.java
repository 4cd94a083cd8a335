package io.antipode.cluster.catalog;

/**
 * A secondary index.
 *
 * @param id 64 random bits, shared by all replicas; prefixes the index's entries in every shard's
 *     key index
 */
public record IndexDescriptor(
    long id,
    String name,
    Scope scope,
    KeySchema key,
    Projection projection,
    Throughput throughput,
    CapacityHistory history,
    Status status) {
  /** One whose capacity was never changed. */
  public IndexDescriptor(
      long id,
      String name,
      Scope scope,
      KeySchema key,
      Projection projection,
      Throughput throughput,
      Status status) {
    this(id, name, scope, key, projection, throughput, CapacityHistory.NONE, status);
  }

  /** Local: same partition key as the table. Global: its own. */
  public enum Scope {
    LOCAL,
    GLOBAL
  }

  /** DynamoDB's {@code IndexStatus}; local indexes are always ACTIVE. */
  public enum Status {
    CREATING,
    UPDATING,
    DELETING,
    ACTIVE
  }

  public IndexDescriptor withId(long newId) {
    return new IndexDescriptor(newId, name, scope, key, projection, throughput, history, status);
  }

  public IndexDescriptor withStatus(Status newStatus) {
    return new IndexDescriptor(id, name, scope, key, projection, throughput, history, newStatus);
  }

  public IndexDescriptor withThroughput(Throughput newThroughput) {
    return new IndexDescriptor(id, name, scope, key, projection, newThroughput, history, status);
  }

  public IndexDescriptor withHistory(CapacityHistory newHistory) {
    return new IndexDescriptor(id, name, scope, key, projection, throughput, newHistory, status);
  }
}
