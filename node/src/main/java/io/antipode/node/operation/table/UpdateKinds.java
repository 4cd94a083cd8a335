package io.antipode.node.operation.table;

import io.antipode.node.api.ApiException;
import io.antipode.node.operation.request.Body;
import java.util.List;

/** Which changes one {@code UpdateTable} may ask for together. */
final class UpdateKinds {
  private static final List<String> KINDS =
      List.of(
          "ProvisionedThroughput",
          "BillingMode",
          "StreamSpecification",
          "GlobalSecondaryIndexUpdates",
          "SSESpecification",
          "ReplicaUpdates",
          "DeletionProtectionEnabled",
          "OnDemandThroughput",
          "WarmThroughput",
          "TableClass");

  private UpdateKinds() {}

  static void check(Body request) {
    List<String> asked = KINDS.stream().filter(request::has).toList();
    boolean emptyIndexUpdates =
        request.has("GlobalSecondaryIndexUpdates")
            && request.structs("GlobalSecondaryIndexUpdates").isEmpty();
    if (asked.size() == (emptyIndexUpdates ? 1 : 0)) {
      throw ApiException.validation(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
              + " GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates,"
              + " MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency,"
              + " DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is"
              + " required");
    }
    alone(asked, "ReplicaUpdates", "Replica");
    alone(asked, "SSESpecification", "Server-Side Encryption");
    alone(asked, "TableClass", "TableClass");
    if (emptyIndexUpdates) {
      throw Invalid.parameter("List of GlobalSecondaryIndexUpdates is empty");
    }
    alone(asked, "DeletionProtectionEnabled", "DeletionProtection");
    boolean capacity = request.has("ProvisionedThroughput") && !request.has("BillingMode");
    boolean stream = request.has("StreamSpecification");
    if (capacity && stream) {
      throw Invalid.parameter("You cannot modify stream status while updating table IOPS");
    }
    boolean indexes =
        request.structs("GlobalSecondaryIndexUpdates").stream()
            .anyMatch(update -> update.has("Create") || update.has("Delete"));
    if (indexes && capacity) {
      throw Invalid.parameter("You cannot create or delete index while updating table IOPS");
    }
    if (indexes && stream) {
      throw Invalid.parameter("You cannot create or delete index while changing stream status");
    }
    if ("STRONG".equals(request.textOrNull("MultiRegionConsistency"))) {
      throw Invalid.parameter(
          "MultiRegionConsistency STRONG is not supported; global tables are EVENTUAL");
    }
  }

  private static void alone(List<String> asked, String kind, String title) {
    if (asked.contains(kind) && asked.size() > 1) {
      throw Invalid.parameter(title + " modification must be the only operation in the request");
    }
  }
}
