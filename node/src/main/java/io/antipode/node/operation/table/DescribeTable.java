package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;

/** {@code DescribeTable}. */
public final class DescribeTable implements Action<String, TableContext.Sized> {
  private static final Structure INPUT = DYNAMODB.input("DescribeTable");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final TableContext context;

  public DescribeTable(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeTable";
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
    answer.with(context.sizes().of(table).thenApply(size -> new TableContext.Sized(table, size)));
  }

  @Override
  public void render(TableContext.Sized described, JsonOut out) {
    out.beginObject();
    context.description(described.table(), described.size()).write(out.name("Table"));
    out.endObject();
  }
}
