package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.table.Wishes.IndexChange;
import io.antipode.node.operation.table.Wishes.Settings;
import io.antipode.node.operation.table.Wishes.StreamWish;
import io.antipode.node.replica.Disassociation;
import io.antipode.node.stream.StreamLabels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One {@code UpdateTable} applied to one descriptor; throws where DynamoDB refuses it. */
final class TableUpdate {
  private final TableContext context;
  private final UpdateTable.Request request;
  private final Settings settings;
  private final TableDescriptor before;
  private TableDescriptor table;

  TableUpdate(TableContext context, UpdateTable.Request request, TableDescriptor before) {
    this.context = context;
    this.request = request;
    this.settings = request.settings();
    this.before = before;
    table = before;
  }

  TableDescriptor apply() {
    Invalid.checkSettled(before);
    Invalid.checkReplicasSettled(before, context.region());
    capacity();
    stream();
    SharedSettings here = table.shared();
    shared(
        here.withOptions(
            SettingRules.options(
                settings, here.billing(), here.throughput(), here.options(), false)));
    if (request.indexes() != null) {
      shared(
          new IndexUpdates(request.indexes(), request.definitions(), table.shared(), context)
              .apply());
    }
    if (settings.deletionProtection() != null) {
      table = context.replicas().withProtection(table, settings.deletionProtection());
    }
    if (request.disassociationProtection() != null) {
      table = Disassociation.protect(context.region(), table, request.disassociationProtection());
    }
    if (settings.tableClass() != null) {
      table = table.withLocal(table.local().withTableClass(SettingRules.tableClass(settings)));
    }
    return table.shared().equals(before.shared())
        ? table
        : table.withShared(table.shared().withVersion(context.replicas().nextVersion(before)));
  }

  private void shared(SharedSettings settings) {
    table = table.withShared(settings);
  }

  private void capacity() {
    SharedSettings shared = keptWarm(table.shared());
    Throughput throughput = settings.capacity();
    BillingMode mode = settings.billing() == null ? shared.billing() : settings.billing();
    if (mode == BillingMode.PAY_PER_REQUEST) {
      if (throughput != null) {
        throw BillingRules.notOnDemand();
      }
      if (shared.billing() == BillingMode.PROVISIONED) {
        List<IndexDescriptor> indexes =
            shared.indexes().stream().map(index -> index.withThroughput(Throughput.NONE)).toList();
        shared(
            shared
                .withBilling(mode, Throughput.NONE)
                .withIndexes(indexes)
                .withOptions(BillingRules.switched(shared.options(), context.time().epochMs())));
      }
      return;
    }
    if (throughput == null) {
      if (settings.billing() != null) {
        throw Invalid.parameter(
            "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
      }
      return;
    }
    if (shared.billing() == BillingMode.PAY_PER_REQUEST) {
      checkIndexesGetCapacity(shared);
    }
    Throughput asked = BillingRules.inBounds(throughput);
    if (shared.billing() == mode && asked.equals(shared.throughput())) {
      throw ApiException.validation(BillingRules.unchanged("table", asked));
    }
    TableOptions options =
        shared.billing() == mode
            ? shared
                .options()
                .withHistory(
                    BillingRules.changed(
                        shared.options().history(),
                        shared.throughput(),
                        asked,
                        context.time().epochMs()))
            : shared.options();
    shared(shared.withBilling(mode, asked).withOptions(options));
  }

  /** Another capacity does not make the table any less warm. */
  private static SharedSettings keptWarm(SharedSettings shared) {
    TableOptions options = shared.options();
    return shared.withOptions(
        options.withWarm(SettingRules.warm(shared.billing(), shared.throughput(), options)));
  }

  private void checkIndexesGetCapacity(SharedSettings shared) {
    Set<String> updated = new HashSet<>();
    if (request.indexes() != null) {
      for (IndexChange change : request.indexes()) {
        if (change instanceof IndexChange.Update update && update.capacity() != null) {
          updated.add(update.name());
        }
      }
    }
    for (IndexDescriptor index : shared.indexes()) {
      if (index.scope() == IndexDescriptor.Scope.GLOBAL && !updated.contains(index.name())) {
        throw Invalid.parameter(
            "ProvisionedThroughput must be specified for index: " + index.name());
      }
    }
  }

  private void stream() {
    StreamWish stream = settings.stream();
    if (stream == null) {
      return;
    }
    StreamViewType viewType = stream.viewType();
    if (stream.enabled()) {
      if (viewType == null) {
        throw Invalid.parameter("If stream is being enabled then UpdateViewType is required");
      }
      if (table.stream() != null) {
        throw ApiException.validation(
            "Table already has an enabled stream: TableName: " + table.name());
      }
      switchOn(viewType);
    } else {
      if (viewType != null) {
        throw Invalid.parameter(
            "If stream is being disabled, then UpdateViewType must not be specified");
      }
      switchOff();
    }
  }

  private void switchOn(StreamViewType viewType) {
    table =
        table.withLocal(
            table
                .local()
                .withStream(
                    StreamLabels.next(
                        context.catalog().view(),
                        table.name(),
                        viewType,
                        context.time().epochMs())));
    shared(table.shared().withStreamViewType(viewType));
  }

  private void switchOff() {
    if (table.stream() == null) {
      throw ApiException.validation("Table has no stream to disable: TableName: " + table.name());
    }
    if (table.replicatesBeyond(context.region())) {
      throw Invalid.parameter("Disabling Stream is not allowed for a Global Table replica.");
    }
    table = table.withLocal(table.local().withoutStream(context.time().epochMs()));
    shared(table.shared().withStreamViewType(null));
  }
}
