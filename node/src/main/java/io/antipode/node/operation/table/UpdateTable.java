package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.table.Wishes.Definition;
import io.antipode.node.operation.table.Wishes.IndexChange;
import io.antipode.node.operation.table.Wishes.Settings;
import io.antipode.node.replica.ReplicaChange;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code UpdateTable}: replicas, capacity, streams, global indexes, deletion protection and table
 * class. What regions share travels to every replica; see {@link TableUpdate}.
 */
public final class UpdateTable implements Action<UpdateTable.Request, UpdateTable.Updated> {
  private static final Structure INPUT = DYNAMODB.input("UpdateTable");
  private static final int PARTING_PROTECTION = INPUT.index("DisassociationProtectionEnabled");
  private static final TableMembers.Input MEMBERS = TableMembers.Input.of(INPUT);

  private final TableContext context;

  public UpdateTable(TableContext context) {
    this.context = context;
  }

  /**
   * @param indexes null where the request doesn't mention them
   * @param disassociationProtection null where the request doesn't mention it
   */
  public record Request(
      String table,
      List<Definition> definitions,
      Settings settings,
      @Nullable List<IndexChange> indexes,
      List<ReplicaChange> replicas,
      @Nullable Boolean disassociationProtection) {
    /** Whether it only says what may be done to the table: that is so at once. */
    boolean protects() {
      return settings.deletionProtection() != null || disassociationProtection != null;
    }
  }

  /**
   * @param shown the status that the answer tells
   */
  public record Updated(TableDescriptor table, TableStatus shown, TableSizes.TableSize size) {}

  @Override
  public String name() {
    return "UpdateTable";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public void checkFirst(Fields fields) {
    TableName.required(context.region(), fields, MEMBERS.tableName());
  }

  @Override
  public Request decode(Fields fields) {
    UpdateKinds.check(fields);
    return new Request(
        TableName.required(context.region(), fields, MEMBERS.tableName()),
        MEMBERS.definitions(fields),
        MEMBERS.settings(fields),
        UpdateMembers.indexChanges(fields),
        UpdateMembers.replicaChanges(fields),
        fields.has(PARTING_PROTECTION) ? fields.flag(PARTING_PROTECTION) : null);
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Updated> answer) {
    TableDescriptor table = context.table(request.table());
    Invalid.checkSettled(table);
    if (request.replicas().isEmpty()) {
      Invalid.checkReplicasSettled(table, context.region());
    }
    CompletionStage<TableDescriptor> changed =
        request.replicas().isEmpty()
            ? context
                .replicas()
                .update(table.id(), here -> new TableUpdate(context, request, here).apply())
            : context.replicas().change(table.id(), request.replicas());
    TableStatus shown = request.protects() ? TableStatus.ACTIVE : TableStatus.UPDATING;
    answer.with(
        changed.thenCompose(
            after -> context.sizes().of(after).thenApply(size -> new Updated(after, shown, size))));
  }

  @Override
  public void render(Updated updated, JsonOut out) {
    out.beginObject();
    context
        .description(updated.table(), updated.size())
        .writeUpdated(out.name("TableDescription"), updated.shown());
    out.endObject();
  }
}
