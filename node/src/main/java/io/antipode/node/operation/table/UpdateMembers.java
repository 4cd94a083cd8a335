package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.operation.table.Wishes.IndexChange;
import io.antipode.node.replica.ReplicaChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lists of changes in a request to {@code UpdateTable}, each of which may name one action. */
final class UpdateMembers {
  private static final Structure INPUT = DYNAMODB.input("UpdateTable");
  private static final int INDEXES = INPUT.index("GlobalSecondaryIndexUpdates");
  private static final int REPLICAS = INPUT.index("ReplicaUpdates");

  private static final Structure INDEX_CHANGE = DYNAMODB.structure("GlobalSecondaryIndexUpdate");
  private static final int INDEX_CREATE = INDEX_CHANGE.index("Create");
  private static final int INDEX_DELETE = INDEX_CHANGE.index("Delete");
  private static final int INDEX_UPDATE = INDEX_CHANGE.index("Update");

  private static final TableMembers.Index NEW_INDEX =
      TableMembers.Index.global(DYNAMODB.structure("CreateGlobalSecondaryIndexAction"));
  private static final int DELETED_INDEX =
      DYNAMODB.structure("DeleteGlobalSecondaryIndexAction").index("IndexName");
  private static final Structure UPDATED = DYNAMODB.structure("UpdateGlobalSecondaryIndexAction");
  private static final int UPDATED_INDEX = UPDATED.index("IndexName");
  private static final int UPDATED_CAPACITY = UPDATED.index("ProvisionedThroughput");

  private static final Structure REPLICA_CHANGE = DYNAMODB.structure("ReplicationGroupUpdate");
  private static final int REPLICA_CREATE = REPLICA_CHANGE.index("Create");
  private static final int REPLICA_DELETE = REPLICA_CHANGE.index("Delete");
  private static final int REPLICA_DISASSOCIATE = REPLICA_CHANGE.index("Disassociate");
  private static final int NEW_REGION =
      DYNAMODB.structure("CreateReplicationGroupMemberAction").index("RegionName");
  private static final int DELETED_REGION =
      DYNAMODB.structure("DeleteReplicationGroupMemberAction").index("RegionName");
  private static final Structure PARTING =
      DYNAMODB.structure("DisassociateReplicationGroupMemberAction");
  private static final int PARTING_REGION = PARTING.index("RegionName");
  private static final int PARTING_MODE = PARTING.index("DisassociationMode");

  private UpdateMembers() {}

  /** Null where the request doesn't mention indexes. */
  static @Nullable List<IndexChange> indexChanges(Fields request) {
    if (!request.has(INDEXES)) {
      return null;
    }
    List<IndexChange> changes = new ArrayList<>();
    for (Fields change : request.structures(INDEXES)) {
      long actions =
          IntStream.of(INDEX_UPDATE, INDEX_CREATE, INDEX_DELETE).filter(change::has).count();
      if (actions == 0) {
        throw Invalid.parameter(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                + " GlobalSecondaryIndexUpdate.Delete must not be null");
      }
      if (actions > 1) {
        throw Invalid.parameter(
            "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate"
                + " object");
      }
      changes.add(indexChange(change));
    }
    checkOncePerIndex(changes);
    return changes;
  }

  private static IndexChange indexChange(Fields change) {
    if (change.has(INDEX_CREATE)) {
      return new IndexChange.Create(NEW_INDEX.wish(change.structure(INDEX_CREATE)));
    }
    if (change.has(INDEX_DELETE)) {
      return new IndexChange.Delete(change.structure(INDEX_DELETE).text(DELETED_INDEX));
    }
    Fields update = change.structure(INDEX_UPDATE);
    return new IndexChange.Update(
        update.text(UPDATED_INDEX),
        TableMembers.throughput(update.structureOrNull(UPDATED_CAPACITY)));
  }

  private static void checkOncePerIndex(List<IndexChange> changes) {
    Set<String> names = new HashSet<>();
    for (IndexChange change : changes) {
      if (!names.add(change.name())) {
        throw Invalid.parameter(
            "Only one global secondary index update per index is allowed simultaneously. Index: "
                + change.name());
      }
    }
  }

  static List<ReplicaChange> replicaChanges(Fields request) {
    List<ReplicaChange> changes = new ArrayList<>();
    for (Fields change : request.structures(REPLICAS)) {
      List<ReplicaChange> actions = new ArrayList<>();
      if (change.has(REPLICA_CREATE)) {
        actions.add(new ReplicaChange.Create(change.structure(REPLICA_CREATE).text(NEW_REGION)));
      }
      if (change.has(REPLICA_DELETE)) {
        actions.add(
            new ReplicaChange.Delete(change.structure(REPLICA_DELETE).text(DELETED_REGION)));
      }
      if (change.has(REPLICA_DISASSOCIATE)) {
        actions.add(disassociation(change.structure(REPLICA_DISASSOCIATE)));
      }
      if (actions.isEmpty()) {
        throw ApiException.validation(
            "There are no actions specified in the Replica Update Action of the request.");
      }
      if (actions.size() > 1) {
        throw ApiException.validation(
            "Update table operation with more than one type of replica actions not allowed");
      }
      // AWS makes one replica of two wishes for the same one.
      if (!changes.contains(actions.getFirst())) {
        changes.add(actions.getFirst());
      }
    }
    if (changes.size() > 1
        && changes.stream().anyMatch(ReplicaChange.Disassociate.class::isInstance)) {
      throw ApiException.validation(
          "Update table operation with more than one type of replica actions not allowed");
    }
    if (changes.size() > 1) {
      // Seen on AWS; two of MultiRegionConsistency STRONG are another matter, which is refused.
      throw ApiException.validation(
          "Update table operation with more than one create or delete replica actions not allowed");
    }
    return changes;
  }

  /** AWS requires both members, which the model leaves open. */
  private static ReplicaChange disassociation(Fields action) {
    String region = action.textOrNull(PARTING_REGION);
    if (region == null) {
      throw Invalid.parameter("RegionName must be specified to disassociate a replica");
    }
    if (!action.has(PARTING_MODE)) {
      throw Invalid.parameter(
          "DisassociationMode must be specified to disassociate a replica. Valid values:"
              + " [WAIT_FOR_REPLICATION]");
    }
    return new ReplicaChange.Disassociate(region);
  }
}
