package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.operation.request.ModelCheck;
import io.antipode.node.replica.ReplicaChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * {@code UpdateTable}: replicas, capacity, streams, global indexes, deletion protection and table
 * class. What regions share travels to every replica; see {@link TableUpdate}.
 */
public final class UpdateTable implements Operation {
  private final TableContext context;

  public UpdateTable(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "UpdateTable";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body());
    ModelCheck.require(request, "TableName");
    ModelCheck.check(TableShapes.UPDATE_TABLE, request);
    UpdateKinds.check(request);
    List<ReplicaChange> replicas = replicaChanges(request.structs("ReplicaUpdates"));
    TableDescriptor table = context.table(request);
    Invalid.checkSettled(table);
    CompletionStage<TableDescriptor> changed =
        replicas.isEmpty()
            ? context
                .replicas()
                .update(table.id(), here -> new TableUpdate(context, request, here).apply())
            : context.replicas().change(table.id(), replicas);
    TableStatus shown =
        request.has("DeletionProtectionEnabled") ? TableStatus.ACTIVE : TableStatus.UPDATING;
    Answers.when(changed, call, after -> answer(call, after, shown));
  }

  private void answer(Call call, TableDescriptor after, TableStatus shown) {
    context
        .sizes()
        .of(
            after,
            size ->
                Answers.object(
                    call,
                    out ->
                        TableDescription.writeUpdated(
                            out.name("TableDescription"), context.region(), after, shown, size)));
  }

  private static List<ReplicaChange> replicaChanges(List<Body> updates) {
    List<ReplicaChange> changes = new ArrayList<>();
    for (Body update : updates) {
      List<ReplicaChange> actions = new ArrayList<>();
      if (update.has("Create")) {
        actions.add(new ReplicaChange.Create(update.struct("Create").text("RegionName")));
      }
      if (update.has("Update")) {
        actions.add(new ReplicaChange.Update(update.struct("Update").text("RegionName")));
      }
      if (update.has("Delete")) {
        actions.add(new ReplicaChange.Delete(update.struct("Delete").text("RegionName")));
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
    return changes;
  }
}
