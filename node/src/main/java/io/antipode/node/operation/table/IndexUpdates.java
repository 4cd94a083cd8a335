package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.operation.request.Body;
import io.antipode.replication.clock.Entropy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code GlobalSecondaryIndexUpdates}. A new index is CREATING until every shard has built its
 * part; a deleted one is gone at once. Attribute definitions that no key uses any more go too.
 */
final class IndexUpdates {
  private final Body request;
  private final SharedSettings before;
  private final Entropy entropy;
  private final List<IndexDescriptor> indexes;
  private final Map<String, ScalarType> definitions = new LinkedHashMap<>();

  IndexUpdates(Body request, SharedSettings before, Entropy entropy) {
    this.request = request;
    this.before = before;
    this.entropy = entropy;
    indexes = new ArrayList<>(before.indexes());
    before.attributes().forEach(each -> definitions.put(each.name(), each.type()));
  }

  SharedSettings apply() {
    List<Body> updates = request.structs("GlobalSecondaryIndexUpdates");
    checkActions(updates);
    for (Body update : updates) {
      if (update.has("Create")) {
        create(update.struct("Create"));
      } else if (update.has("Delete")) {
        delete(update.struct("Delete").text("IndexName"));
      } else {
        update(update.struct("Update"));
      }
    }
    checkOneAtATime(updates);
    return before.withIndexes(indexes).withAttributes(usedDefinitions());
  }

  private static void checkActions(List<Body> updates) {
    Set<String> names = new HashSet<>();
    for (Body update : updates) {
      List<String> actions =
          List.of("Update", "Create", "Delete").stream().filter(update::has).toList();
      if (actions.isEmpty()) {
        throw Invalid.parameter(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                + " GlobalSecondaryIndexUpdate.Delete must not be null");
      }
      if (actions.size() > 1) {
        throw Invalid.parameter(
            "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate"
                + " object");
      }
      String name = update.struct(actions.getFirst()).text("IndexName");
      if (!names.add(name)) {
        throw Invalid.parameter(
            "Only one global secondary index update per index is allowed simultaneously. Index: "
                + name);
      }
    }
  }

  private void create(Body index) {
    String name = index.text("IndexName");
    if (find(name) >= 0) {
      throw ApiException.validation("Attempting to create an index which already exists");
    }
    if (request.structs("AttributeDefinitions").isEmpty()) {
      throw Invalid.parameter("AttributeDefinitions is not specified for index: " + name);
    }
    KeyRules.definitions(request).forEach(definitions::putIfAbsent);
    KeyRules.checkDefined(index.structs("KeySchema"), definitions);
    boolean capacity = index.has("ProvisionedThroughput");
    if (before.billing() == BillingMode.PAY_PER_REQUEST && capacity) {
      throw Invalid.parameter(
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: "
              + name
              + " when BillingMode is PAY_PER_REQUEST");
    }
    if (before.billing() == BillingMode.PROVISIONED && !capacity) {
      throw Invalid.parameter(
          "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + name);
    }
    indexes.add(
        IndexRules.globalIndex(
            index, before.billing(), entropy.nextLong(), IndexDescriptor.Status.CREATING));
    long global =
        indexes.stream().filter(each -> each.scope() == IndexDescriptor.Scope.GLOBAL).count();
    if (global > IndexRules.MAX_GLOBAL_INDEXES) {
      throw Invalid.limitExceeded(
          "One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the"
              + " per-table limit of 20");
    }
  }

  private void delete(String name) {
    indexes.remove(global(name, "delete"));
  }

  private void update(Body update) {
    String name = update.text("IndexName");
    int position = global(name, "update");
    Body throughput = update.structOrNull("ProvisionedThroughput");
    if (throughput == null) {
      return;
    }
    if (before.billing() == BillingMode.PAY_PER_REQUEST) {
      throw Invalid.parameter(
          "The only Updates for index: "
              + name
              + " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput,"
              + " WarmThroughput");
    }
    Throughput asked = BillingRules.throughput(throughput);
    if (asked.equals(indexes.get(position).throughput())) {
      throw ApiException.validation(BillingRules.unchanged("index " + name, asked));
    }
    indexes.set(position, indexes.get(position).withThroughput(asked));
  }

  private void checkOneAtATime(List<Body> updates) {
    long changes =
        updates.stream().filter(update -> update.has("Create") || update.has("Delete")).count();
    boolean underWay =
        before.indexes().stream()
            .anyMatch(index -> index.status() != IndexDescriptor.Status.ACTIVE);
    if (changes > 1 || (changes == 1 && underWay)) {
      throw Invalid.limitExceeded(
          "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously"
              + " per table");
    }
  }

  private int find(String name) {
    for (int i = 0; i < indexes.size(); i++) {
      if (indexes.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private int global(String name, String verb) {
    int position = find(name);
    if (position < 0) {
      throw new ApiException(
          new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found"));
    }
    if (indexes.get(position).scope() != IndexDescriptor.Scope.GLOBAL) {
      throw ApiException.validation(
          "Cannot " + verb + " an index that is not a GlobalSecondaryIndex: " + name);
    }
    return position;
  }

  private List<AttributeDefinition> usedDefinitions() {
    Set<String> used = new HashSet<>(before.key().names());
    indexes.forEach(index -> used.addAll(index.key().names()));
    definitions.keySet().retainAll(used);
    return KeyRules.sorted(definitions);
  }
}
