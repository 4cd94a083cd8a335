package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import java.util.List;

/** Which changes one {@code UpdateTable} may ask for together. */
final class UpdateKinds {
  private static final Structure INPUT = DYNAMODB.input("UpdateTable");
  private static final int CAPACITY = INPUT.index("ProvisionedThroughput");
  private static final int BILLING = INPUT.index("BillingMode");
  private static final int STREAM = INPUT.index("StreamSpecification");
  private static final int INDEXES = INPUT.index("GlobalSecondaryIndexUpdates");
  private static final int ENCRYPTION = INPUT.index("SSESpecification");
  private static final int REPLICAS = INPUT.index("ReplicaUpdates");
  private static final int PROTECTION = INPUT.index("DeletionProtectionEnabled");
  private static final int ON_DEMAND = INPUT.index("OnDemandThroughput");
  private static final int WARM = INPUT.index("WarmThroughput");
  private static final int TABLE_CLASS = INPUT.index("TableClass");
  private static final int PARTING_PROTECTION = INPUT.index("DisassociationProtectionEnabled");
  private static final int CONSISTENCY = INPUT.index("MultiRegionConsistency");
  private static final List<Integer> KINDS =
      List.of(
          CAPACITY,
          BILLING,
          STREAM,
          INDEXES,
          ENCRYPTION,
          REPLICAS,
          PROTECTION,
          ON_DEMAND,
          WARM,
          TABLE_CLASS,
          PARTING_PROTECTION);

  private static final Structure INDEX_CHANGE = DYNAMODB.structure("GlobalSecondaryIndexUpdate");
  private static final int INDEX_CREATE = INDEX_CHANGE.index("Create");
  private static final int INDEX_DELETE = INDEX_CHANGE.index("Delete");

  private UpdateKinds() {}

  static void check(Fields request) {
    List<Integer> asked = KINDS.stream().filter(kind -> says(request, kind)).toList();
    boolean emptyIndexUpdates = request.has(INDEXES) && request.structures(INDEXES).isEmpty();
    if (asked.size() == (emptyIndexUpdates ? 1 : 0)) {
      throw ApiException.validation(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
              + " GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates,"
              + " MultiAccountReplicaReady, ReplicaTransitRoleArn,"
              + (request.has(CONSISTENCY) ? "" : " MultiRegionConsistency,")
              + " DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is"
              + " required");
    }
    alone(asked, REPLICAS, "Replica");
    alone(asked, ENCRYPTION, "Server-Side Encryption");
    alone(asked, TABLE_CLASS, "TableClass");
    if (emptyIndexUpdates) {
      throw Invalid.parameter("List of GlobalSecondaryIndexUpdates is empty");
    }
    alone(asked, PROTECTION, "DeletionProtection");
    alone(asked, PARTING_PROTECTION, "DisassociationProtection");
    checkThroughput(asked, request);
    checkTogether(request);
    if ("STRONG".equals(request.textOrNull(CONSISTENCY))) {
      throw Invalid.parameter(
          "MultiRegionConsistency STRONG is not supported; global tables are EVENTUAL");
    }
  }

  /** An empty structure of these two counts for nothing; AWS fails where there is nothing else. */
  private static boolean says(Fields request, int kind) {
    if (kind == ON_DEMAND) {
      return TableMembers.onDemand(request.structureOrNull(kind)) != null;
    }
    return kind == WARM
        ? TableMembers.warm(request.structureOrNull(kind)) != null
        : request.has(kind);
  }

  private static void checkThroughput(List<Integer> asked, Fields request) {
    boolean warm = asked.contains(WARM);
    if (asked.contains(ON_DEMAND) && (warm || asked.contains(STREAM))) {
      throw Invalid.parameter(
          "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
    }
    if (warm && request.structures(INDEXES).stream().anyMatch(each -> each.has(INDEX_CREATE))) {
      throw Invalid.parameter(
          "Create global secondary index cannot be specified when updating WarmThroughput");
    }
    if (warm && asked.stream().anyMatch(kind -> kind != WARM && kind != INDEXES)) {
      throw Invalid.parameter("WarmThroughput must be the only operation in the request");
    }
  }

  private static void checkTogether(Fields request) {
    boolean capacity = request.has(CAPACITY) && !request.has(BILLING);
    boolean stream = request.has(STREAM);
    if (stream && (capacity || "PROVISIONED".equals(request.textOrNull(BILLING)))) {
      throw Invalid.parameter("You cannot modify stream status while updating table IOPS");
    }
    boolean indexes =
        request.structures(INDEXES).stream()
            .anyMatch(update -> update.has(INDEX_CREATE) || update.has(INDEX_DELETE));
    if (indexes && capacity) {
      throw Invalid.parameter("You cannot create or delete index while updating table IOPS");
    }
    if (indexes && stream) {
      throw Invalid.parameter("You cannot create or delete index while changing stream status");
    }
  }

  private static void alone(List<Integer> asked, int kind, String title) {
    if (asked.contains(kind) && asked.size() > 1) {
      throw Invalid.parameter(title + " modification must be the only operation in the request");
    }
  }
}
