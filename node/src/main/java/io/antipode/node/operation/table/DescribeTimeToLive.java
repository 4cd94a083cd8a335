package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;

/**
 * {@code DescribeTimeToLive}: ENABLING and DISABLING for as long as some shard of this region has
 * yet to carry out the last change.
 */
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
    TableDescriptor table = context.table(name);
    switch (table.status()) {
      case CREATING, DELETING ->
          throw ApiException.validation(
              "Cannot describe time to live while table is in %s state: Current table state is %s"
                  .formatted(table.status(), table.status()));
      case ACTIVE, UPDATING, DELETED -> answer.succeed(table);
    }
  }

  @Override
  public void render(TableDescriptor table, JsonOut out) {
    out.beginObject().name("TimeToLiveDescription").beginObject();
    TimeToLive setting = table.shared().timeToLive();
    boolean changing = table.timeToLiveChanges();
    if (setting == null || (!setting.enabled() && !changing)) {
      out.name("TimeToLiveStatus").value("DISABLED");
    } else {
      out.name("TimeToLiveStatus")
          .value(setting.enabled() ? changing ? "ENABLING" : "ENABLED" : "DISABLING");
      out.name("AttributeName").value(setting.attribute());
    }
    out.endObject().endObject();
  }
}
