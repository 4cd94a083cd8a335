package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.operation.request.Body;
import io.antipode.replication.clock.Entropy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secondary indexes of a table that is being created. */
final class IndexRules {
  static final int MAX_LOCAL_INDEXES = 5;
  static final int MAX_GLOBAL_INDEXES = 20;

  private IndexRules() {}

  /** All indexes of a CreateTable request; refuses unused attribute definitions on the way. */
  static List<IndexDescriptor> indexes(
      Body request,
      KeySchema tableKey,
      Map<String, ScalarType> definitions,
      BillingMode billing,
      Entropy entropy) {
    List<Body> local = request.structs("LocalSecondaryIndexes");
    List<Body> global = request.structs("GlobalSecondaryIndexes");
    checkNotEmpty(request, "LocalSecondaryIndexes", local);
    checkNotEmpty(request, "GlobalSecondaryIndexes", global);
    if (!local.isEmpty() && !tableKey.hasSortKey()) {
      throw Invalid.parameter(
          "Table KeySchema does not have a range key, which is required when specifying a"
              + " LocalSecondaryIndex");
    }
    checkAttributes(tableKey, definitions, local, global);
    Set<String> names = new HashSet<>();
    List<IndexDescriptor> indexes = new ArrayList<>();
    for (Body index : local) {
      indexes.add(localIndex(index, tableKey, entropy.nextLong()));
      checkNewName(names, index);
    }
    if (local.size() > MAX_LOCAL_INDEXES) {
      throw Invalid.parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
    for (Body index : global) {
      indexes.add(globalIndex(index, billing, entropy.nextLong(), IndexDescriptor.Status.ACTIVE));
      checkNewName(names, index);
    }
    if (global.size() > MAX_GLOBAL_INDEXES) {
      throw Invalid.parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
    return indexes;
  }

  /** A global index as CreateTable makes it. */
  static IndexDescriptor globalIndex(
      Body index, BillingMode billing, long id, IndexDescriptor.Status status) {
    String name = index.text("IndexName");
    KeySchema key = KeyRules.globalKey(index.structs("KeySchema"));
    Projection projection = projection(index.struct("Projection"));
    Body throughput = index.structOrNull("ProvisionedThroughput");
    if (billing == BillingMode.PAY_PER_REQUEST && throughput != null) {
      throw Invalid.parameter(
          "ProvisionedThroughput should not be specified for index: "
              + name
              + " when BillingMode is PAY_PER_REQUEST");
    }
    if (billing == BillingMode.PROVISIONED && throughput == null) {
      throw Invalid.parameter("ProvisionedThroughput is not specified for index: " + name);
    }
    return new IndexDescriptor(
        id,
        name,
        IndexDescriptor.Scope.GLOBAL,
        key,
        projection,
        throughput == null ? Throughput.NONE : BillingRules.throughput(throughput),
        status);
  }

  static Projection projection(Body projection) {
    String type = projection.textOrNull("ProjectionType");
    List<String> names = projection.texts("NonKeyAttributes");
    if (type == null) {
      throw Invalid.parameter("Unknown ProjectionType: null");
    }
    Projection.Kind kind = Projection.Kind.valueOf(type);
    boolean takesNames = kind == Projection.Kind.INCLUDE;
    if (takesNames == names.isEmpty()) {
      throw Invalid.parameter(
          "ProjectionType is "
              + type
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

  private static IndexDescriptor localIndex(Body index, KeySchema tableKey, long id) {
    String name = index.text("IndexName");
    KeySchema key = KeyRules.twoPartKey(index.structs("KeySchema"));
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
        id,
        name,
        IndexDescriptor.Scope.LOCAL,
        key,
        projection(index.struct("Projection")),
        Throughput.NONE,
        IndexDescriptor.Status.ACTIVE);
  }

  private static void checkAttributes(
      KeySchema tableKey,
      Map<String, ScalarType> definitions,
      List<Body> local,
      List<Body> global) {
    Set<String> used = new LinkedHashSet<>(tableKey.names());
    for (List<Body> indexes : List.of(local, global)) {
      for (Body index : indexes) {
        List<Body> key = index.structs("KeySchema");
        KeyRules.checkDefined(key, definitions);
        used.addAll(KeyRules.names(key));
      }
    }
    KeyRules.checkAllUsed(definitions, used, !local.isEmpty() || !global.isEmpty());
  }

  private static void checkNotEmpty(Body request, String member, List<Body> indexes) {
    if (request.has(member) && indexes.isEmpty()) {
      throw Invalid.parameter("List of " + member + " is empty");
    }
  }

  private static void checkNewName(Set<String> names, Body index) {
    if (!names.add(index.text("IndexName"))) {
      throw Invalid.parameter("Duplicate index name: " + index.text("IndexName"));
    }
  }
}
