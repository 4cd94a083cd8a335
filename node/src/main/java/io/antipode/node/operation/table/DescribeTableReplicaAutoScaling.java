package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import java.util.Comparator;

/**
 * {@code DescribeTableReplicaAutoScaling}: the replicas of a global table, none of which is scaled
 * by anybody yet.
 */
public final class DescribeTableReplicaAutoScaling implements Action<String, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("DescribeTableReplicaAutoScaling");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final TableContext context;

  public DescribeTableReplicaAutoScaling(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeTableReplicaAutoScaling";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public void checkFirst(Fields fields) {
    TableName.required(context.region(), fields, TABLE_NAME);
  }

  @Override
  public String decode(Fields fields) {
    return TableName.required(context.region(), fields, TABLE_NAME);
  }

  @Override
  public void execute(String name, Caller caller, Answer<TableDescriptor> answer) {
    TableDescriptor table = context.table(name);
    if (!table.replicatesBeyond(context.region())) {
      throw new ApiException(
          new ApiError(
              ErrorType.RESOURCE_NOT_FOUND,
              "Global table with name: " + name + " does not exist."));
    }
    answer.succeed(table);
  }

  @Override
  public void render(TableDescriptor table, JsonOut out) {
    out.beginObject().name("TableAutoScalingDescription").beginObject();
    out.name("TableName").value(table.name());
    out.name("TableStatus").value(TableDescription.shownStatus(context.region(), table).name());
    out.name("Replicas").beginArray();
    table.replicas().values().stream()
        .filter(ReplicaDescriptor::isMember)
        .sorted(Comparator.comparing(ReplicaDescriptor::region))
        .forEach(replica -> write(replica, out));
    out.endArray().endObject().endObject();
  }

  private static void write(ReplicaDescriptor replica, JsonOut out) {
    out.beginObject();
    out.name("RegionName").value(replica.region().name());
    settings(out, "ReplicaProvisionedReadCapacityAutoScalingSettings");
    settings(out, "ReplicaProvisionedWriteCapacityAutoScalingSettings");
    out.name("ReplicaStatus").value(replica.status().name()).endObject();
  }

  private static void settings(JsonOut out, String member) {
    out.name(member).beginObject().name("AutoScalingDisabled").value(true).endObject();
  }
}
