package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.table.TableSizes.TableSize;
import io.antipode.node.replica.ReplicaMembership;
import java.util.concurrent.CompletionStage;

/**
 * {@code DeleteTable}: this region's table only; other replicas of a global table stay. The answer
 * says DELETING, as DynamoDB's does; the table is gone by then, unless other replicas are yet to
 * get what this one accepted, or it leaves a last copy, which is yet to be made. A table that is
 * being backed up is not deleted, <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_HowItWorks.html">as
 * on AWS</a>.
 */
public final class DeleteTable implements Action<String, TableContext.Sized> {
  private static final Structure INPUT = DYNAMODB.input("DeleteTable");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final TableContext context;

  public DeleteTable(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DeleteTable";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public String decode(Fields fields) {
    return TableName.required(context.region(), fields, TABLE_NAME);
  }

  @Override
  public void execute(String name, Caller caller, Answer<TableContext.Sized> answer) {
    TableDescriptor table = context.table(name);
    check(table);
    checkNotCopied(table);
    answer.with(
        context
            .sizes()
            .of(table)
            .thenCompose(
                size ->
                    delete(table, size).thenApply(after -> new TableContext.Sized(after, size))));
  }

  private CompletionStage<TableDescriptor> delete(TableDescriptor table, TableSize size) {
    checkNotCopied(table); // A backup may have been asked for meanwhile.
    return context.copies().leavesLastCopy(table.id())
        ? context.copies().deleteLater(table, size.items(), size.bytes(), this::check)
        : context.replicas().deleteHere(table.id(), this::check);
  }

  private void checkNotCopied(TableDescriptor table) {
    if (context.copies().isBackedUp(table.id())) {
      throw Invalid.underWay("backed up", table);
    }
  }

  /** Asked again when it is deleted: much may have changed while its size was asked for. */
  private void check(TableDescriptor table) {
    Region self = context.region();
    if (table.local().deletionProtection()) {
      throw ApiException.validation(
          table.replicatesBeyond(self)
              ? ReplicaMembership.protectedText(table, self)
              : "Resource cannot be deleted as it is currently protected against deletion. Disable"
                  + " deletion protection first.");
    }
    Invalid.checkSettled(table);
    boolean seedsAnother =
        table.replicas().values().stream()
            .anyMatch(replica -> replica.status() == ReplicaDescriptor.Status.CREATING);
    if (seedsAnother || table.isPartingIn(self)) {
      throw Invalid.underWay("updated", table);
    }
  }

  @Override
  public void render(TableContext.Sized deleted, JsonOut out) {
    out.beginObject();
    context.description(deleted.table(), deleted.size()).writeDeleted(out.name("TableDescription"));
    out.endObject();
  }
}
