package io.antipode.node.operation.destination;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.KinesisDestination.Precision;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.table.TableContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code DescribeKinesisStreamingDestination}: what became last of each data stream. */
public final class DescribeKinesisStreamingDestination implements Action<String, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("DescribeKinesisStreamingDestination");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final TableContext context;

  public DescribeKinesisStreamingDestination(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeKinesisStreamingDestination";
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
    Map<String, KinesisDestination> latest = new LinkedHashMap<>();
    table.local().destinations().forEach(each -> latest.put(each.streamArn(), each));
    out.beginObject().name("TableName").value(table.name());
    out.name("KinesisDataStreamDestinations").beginArray();
    for (KinesisDestination each : latest.values()) {
      out.beginObject().name("StreamArn").value(each.streamArn());
      out.name("DestinationStatus").value(each.enabled() ? "ACTIVE" : "DISABLED");
      if (each.precision() != Precision.DEFAULT) {
        out.name("ApproximateCreationDateTimePrecision").value(each.precision().name());
      }
      out.endObject();
    }
    out.endArray().endObject();
  }
}
