package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.json.Leniency;
import io.antipode.node.json.Leniency.Slip;
import io.antipode.node.operation.table.Wishes.IndexWish;
import io.antipode.node.operation.table.Wishes.ProjectionWish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Secondary indexes of a table that is being created. */
final class IndexRules {
  static final int MAX_LOCAL_INDEXES = 5;
  static final int MAX_GLOBAL_INDEXES = 20;

  /** What a slip about an index's capacity is told of. */
  static final String CAPACITY = "ProvisionedThroughput of an index";

  private IndexRules() {}

  /**
   * All indexes of a CreateTable request, without ids; refuses unused attribute definitions on the
   * way, or forgets them.
   */
  static List<IndexDescriptor> indexes(
      @Nullable List<IndexWish> localWishes,
      @Nullable List<IndexWish> globalWishes,
      KeySchema tableKey,
      Map<String, ScalarType> definitions,
      BillingMode billing,
      Leniency leniency) {
    boolean noneLocal =
        localWishes != null
            && localWishes.isEmpty()
            && leniency.overlooks(Slip.EMPTY_LIST, "LocalSecondaryIndexes");
    List<IndexWish> local = notEmpty("LocalSecondaryIndexes", noneLocal ? null : localWishes);
    List<IndexWish> global = notEmpty("GlobalSecondaryIndexes", globalWishes);
    if (!local.isEmpty() && !tableKey.hasSortKey()) {
      throw Invalid.parameter(
          "Table KeySchema does not have a range key, which is required when specifying a"
              + " LocalSecondaryIndex");
    }
    checkAttributes(tableKey, definitions, local, global, leniency);
    Set<String> names = new HashSet<>();
    List<IndexDescriptor> indexes = new ArrayList<>();
    for (IndexWish index : local) {
      indexes.add(localIndex(index, tableKey));
      checkNewName(names, index);
    }
    if (local.size() > MAX_LOCAL_INDEXES) {
      throw Invalid.parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
    for (IndexWish index : global) {
      indexes.add(globalIndex(index, billing, IndexDescriptor.Status.ACTIVE, leniency));
      checkNewName(names, index);
    }
    if (global.size() > MAX_GLOBAL_INDEXES) {
      throw Invalid.parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
    return indexes;
  }

  /** A global index, without its id. */
  static IndexDescriptor globalIndex(
      IndexWish index, BillingMode billing, IndexDescriptor.Status status, Leniency leniency) {
    String name = index.name();
    KeySchema key = KeyRules.globalKey(index.key());
    Projection projection = projection(index.projection());
    Throughput throughput = index.capacity();
    if (billing == BillingMode.PAY_PER_REQUEST
        && throughput != null
        && !leniency.overlooks(Slip.UNUSED_CAPACITY, CAPACITY)) {
      throw Invalid.parameter(
          "ProvisionedThroughput should not be specified for index: "
              + name
              + " when BillingMode is PAY_PER_REQUEST");
    }
    if (billing == BillingMode.PROVISIONED && throughput == null) {
      throw Invalid.parameter("ProvisionedThroughput is not specified for index: " + name);
    }
    return new IndexDescriptor(
        0,
        name,
        IndexDescriptor.Scope.GLOBAL,
        key,
        projection,
        throughput == null || billing == BillingMode.PAY_PER_REQUEST
            ? Throughput.NONE
            : BillingRules.inBounds(throughput),
        status);
  }

  private static Projection projection(ProjectionWish projection) {
    Projection.Kind kind = projection.kind();
    List<String> names = projection.names();
    if (kind == null) {
      throw Invalid.parameter("Unknown ProjectionType: null");
    }
    boolean takesNames = kind == Projection.Kind.INCLUDE;
    if (takesNames == names.isEmpty()) {
      throw Invalid.parameter(
          "ProjectionType is "
              + kind
              + ", but NonKeyAttributes is "
              + (takesNames ? "not specified" : "specified"));
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw Invalid.parameter("Duplicate element in NonKeyAttributes: " + name);
      }
    }
    return new Projection(kind, names.stream().sorted().toList());
  }

  private static IndexDescriptor localIndex(IndexWish index, KeySchema tableKey) {
    String name = index.name();
    KeySchema key = KeyRules.twoPartKey(index.key());
    if (!key.hasSortKey()) {
      throw Invalid.parameter("Index KeySchema does not have a range key for index: " + name);
    }
    if (!key.partitionKey().equals(tableKey.partitionKey())) {
      throw Invalid.parameter(
          "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
              + name
              + ". index hash key: "
              + key.partitionKey()
              + ", table hash key: "
              + tableKey.partitionKey());
    }
    return new IndexDescriptor(
        0,
        name,
        IndexDescriptor.Scope.LOCAL,
        key,
        projection(index.projection()),
        Throughput.NONE,
        IndexDescriptor.Status.ACTIVE);
  }

  private static void checkAttributes(
      KeySchema tableKey,
      Map<String, ScalarType> definitions,
      List<IndexWish> local,
      List<IndexWish> global,
      Leniency leniency) {
    Set<String> used = new LinkedHashSet<>(tableKey.names());
    for (List<IndexWish> indexes : List.of(local, global)) {
      for (IndexWish index : indexes) {
        KeyRules.checkDefined(index.key(), definitions);
        used.addAll(index.keyNames());
      }
    }
    if (!used.containsAll(definitions.keySet())
        && leniency.overlooks(Slip.UNUSED_DEFINITION, "AttributeDefinitions")) {
      definitions.keySet().retainAll(used);
    }
    KeyRules.checkAllUsed(definitions, used, !local.isEmpty() || !global.isEmpty());
  }

  private static List<IndexWish> notEmpty(String member, @Nullable List<IndexWish> indexes) {
    if (indexes == null) {
      return List.of();
    }
    if (indexes.isEmpty()) {
      throw Invalid.parameter("List of " + member + " is empty");
    }
    return indexes;
  }

  private static void checkNewName(Set<String> names, IndexWish index) {
    if (!names.add(index.name())) {
      throw Invalid.parameter("Duplicate index name: " + index.name());
    }
  }
}
