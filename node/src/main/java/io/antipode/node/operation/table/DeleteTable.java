package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import java.io.IOException;

/**
 * {@code DeleteTable}: this region's table only; other replicas of a global table stay. The answer
 * says DELETING, as DynamoDB's does; the table is gone by then, unless other replicas are yet to
 * get what this one accepted.
 */
public final class DeleteTable implements Operation {
  private final TableContext context;

  public DeleteTable(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DeleteTable";
  }

  @Override
  public void handle(Call call) throws IOException {
    TableDescriptor table = context.table(Body.read(call.body(), TableShapes.ONLY_TABLE_NAME));
    check(table);
    context
        .sizes()
        .of(
            table,
            size ->
                Answers.when(
                    context.replicas().deleteHere(table.id()),
                    call,
                    after ->
                        Answers.object(
                            call,
                            out ->
                                TableDescription.writeDeleted(
                                    out.name("TableDescription"), context.region(), after, size))));
  }

  private void check(TableDescriptor table) {
    if (table.local().deletionProtection()) {
      throw ApiException.validation(
          "Resource cannot be deleted as it is currently protected against deletion. Disable"
              + " deletion protection first.");
    }
    Invalid.checkSettled(table);
    boolean seedsAnother =
        table.replicas().values().stream()
            .anyMatch(replica -> replica.status() == ReplicaDescriptor.Status.CREATING);
    if (seedsAnother) {
      throw Invalid.underWay("updated", table);
    }
  }
}
