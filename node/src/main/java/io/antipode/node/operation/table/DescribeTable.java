package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import java.io.IOException;

/** {@code DescribeTable}. */
public final class DescribeTable implements Operation {
  private final TableContext context;

  public DescribeTable(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeTable";
  }

  @Override
  public void handle(Call call) throws IOException {
    TableDescriptor table = context.table(Body.read(call.body(), TableShapes.ONLY_TABLE_NAME));
    context
        .sizes()
        .of(
            table,
            size ->
                Answers.object(
                    call,
                    out ->
                        TableDescription.write(out.name("Table"), context.region(), table, size)));
  }
}
