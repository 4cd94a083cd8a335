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

/** {@code DescribeTimeToLive}: no table has it yet, but Terraform asks of every table. */
public final class DescribeTimeToLive implements Action<String, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("DescribeTimeToLive");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final TableContext context;

  public DescribeTimeToLive(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeTimeToLive";
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
  public void execute(String name, Caller caller, Answer<TableDescriptor> answer) {
    answer.succeed(context.table(name));
  }

  @Override
  public void render(TableDescriptor table, JsonOut out) {
    out.beginObject().name("TimeToLiveDescription").beginObject();
    out.name("TimeToLiveStatus").value("DISABLED").endObject().endObject();
  }
}
