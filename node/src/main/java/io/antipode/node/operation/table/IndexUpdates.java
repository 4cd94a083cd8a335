package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.json.Leniency.Slip;
import io.antipode.node.operation.table.Wishes.Definition;
import io.antipode.node.operation.table.Wishes.IndexChange;
import io.antipode.node.operation.table.Wishes.IndexWish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code GlobalSecondaryIndexUpdates}. A new index is CREATING until every shard has built its
 * part; a deleted one is gone at once. Attribute definitions that no key uses any more go too.
 */
final class IndexUpdates {
  private final List<IndexChange> changes;
  private final List<Definition> given;
  private final SharedSettings before;
  private final TableContext context;
  private final List<IndexDescriptor> indexes;
  private final Map<String, ScalarType> definitions = new LinkedHashMap<>();

  /**
   * @param given the request's AttributeDefinitions
   */
  IndexUpdates(
      List<IndexChange> changes,
      List<Definition> given,
      SharedSettings before,
      TableContext context) {
    this.changes = changes;
    this.given = given;
    this.before = before;
    this.context = context;
    indexes = new ArrayList<>(before.indexes());
    before.attributes().forEach(each -> definitions.put(each.name(), each.type()));
  }

  SharedSettings apply() {
    for (IndexChange change : changes) {
      switch (change) {
        case IndexChange.Create create -> create(create.index());
        case IndexChange.Delete delete -> delete(delete.name());
        case IndexChange.Update update -> update(update);
      }
    }
    checkOneAtATime();
    return before.withIndexes(indexes).withAttributes(usedDefinitions());
  }

  private void create(IndexWish index) {
    String name = index.name();
    if (find(name) >= 0) {
      throw ApiException.validation("Attempting to create an index which already exists");
    }
    if (given.isEmpty()) {
      throw Invalid.parameter("AttributeDefinitions is not specified for index: " + name);
    }
    KeyRules.definitions(given).forEach((attribute, type) -> define(attribute, type, index));
    KeyRules.checkDefined(index.key(), definitions);
    boolean capacity = index.capacity() != null;
    if (before.billing() == BillingMode.PAY_PER_REQUEST
        && capacity
        && !context.leniency().overlooks(Slip.UNUSED_CAPACITY, IndexRules.CAPACITY)) {
      throw Invalid.parameter(
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: "
              + name
              + " when BillingMode is PAY_PER_REQUEST");
    }
    if (before.billing() == BillingMode.PROVISIONED && !capacity) {
      throw withoutCapacity(name);
    }
    indexes.add(
        IndexRules.globalIndex(
                index, before.billing(), IndexDescriptor.Status.CREATING, context.leniency())
            .withId(context.entropy().nextLong()));
    long global =
        indexes.stream().filter(each -> each.scope() == IndexDescriptor.Scope.GLOBAL).count();
    if (global > IndexRules.MAX_GLOBAL_INDEXES) {
      throw Invalid.limitExceeded(
          "One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the"
              + " per-table limit of 20");
    }
  }

  private static ApiException withoutCapacity(String index) {
    return Invalid.parameter(
        "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index);
  }

  /** Takes a definition that is new, or says what is known already. */
  private void define(String attribute, ScalarType type, IndexWish index) {
    ScalarType known = definitions.putIfAbsent(attribute, type);
    if (known != null && known != type) {
      KeySchema existing =
          Stream.concat(Stream.of(before.key()), indexes.stream().map(IndexDescriptor::key))
              .filter(key -> key.names().contains(attribute))
              .findFirst()
              .orElse(before.key());
      Map<String, ScalarType> asked = new LinkedHashMap<>(definitions);
      given.forEach(each -> asked.put(each.name(), each.type()));
      throw Invalid.parameter(
          "Attributes cannot be redefined. Please check that your attribute has the same type as"
              + " previously defined. Existing schema: "
              + KeyRules.schema(KeyRules.elements(existing), definitions)
              + " New schema: "
              + KeyRules.schema(index.key(), asked));
    }
  }

  private void delete(String name) {
    indexes.remove(global(name, "delete"));
  }

  private void update(IndexChange.Update update) {
    String name = update.name();
    int position = global(name, "update");
    Throughput throughput = update.capacity();
    if (before.billing() == BillingMode.PAY_PER_REQUEST) {
      throw Invalid.parameter(
          "The only Updates for index: "
              + name
              + " when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput,"
              + " WarmThroughput");
    }
    if (throughput == null) {
      throw withoutCapacity(name);
    }
    Throughput asked = BillingRules.inBounds(throughput);
    IndexDescriptor index = indexes.get(position);
    if (asked.equals(index.throughput())) {
      throw ApiException.validation(BillingRules.unchanged("index " + name, asked));
    }
    indexes.set(
        position,
        index
            .withThroughput(asked)
            .withHistory(
                BillingRules.changed(
                    index.history(), index.throughput(), asked, context.time().epochMs())));
  }

  private void checkOneAtATime() {
    long builds =
        changes.stream().filter(change -> !(change instanceof IndexChange.Update)).count();
    boolean underWay =
        before.indexes().stream()
            .anyMatch(index -> index.status() != IndexDescriptor.Status.ACTIVE);
    if (builds > 1 || (builds == 1 && underWay)) {
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
