package io.antipode.node.operation.destination;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.KinesisDestination.Precision;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.destination.Destinations.Changed;
import io.antipode.node.operation.table.TableContext;
import io.antipode.node.operation.table.TableDescription;

/**
 * {@code UpdateKinesisStreamingDestination}: the precision of times in records read from now on.
 */
public final class UpdateKinesisStreamingDestination
    implements Action<UpdateKinesisStreamingDestination.Request, Changed> {
  private static final Structure INPUT = DYNAMODB.input("UpdateKinesisStreamingDestination");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int STREAM_ARN = INPUT.index("StreamArn");
  private static final int CONFIGURATION = INPUT.index("UpdateKinesisStreamingConfiguration");
  private static final int PRECISION =
      DYNAMODB
          .structure("UpdateKinesisStreamingConfiguration")
          .index("ApproximateCreationDateTimePrecision");

  private final TableContext context;

  public UpdateKinesisStreamingDestination(TableContext context) {
    this.context = context;
  }

  /** Which table, where to, and how precise. */
  public record Request(String table, String streamArn, Precision precision) {}

  @Override
  public String name() {
    return "UpdateKinesisStreamingDestination";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Fields configuration = fields.structureOrNull(CONFIGURATION);
    String precision = configuration == null ? null : configuration.textOrNull(PRECISION);
    String table = TableName.required(context.region(), fields, TABLE_NAME);
    String streamArn = Destinations.checked(context.region(), fields.text(STREAM_ARN));
    if (precision == null) {
      throw ApiException.validation(
          "Streaming destination cannot be updated with given parameters:"
              + " UpdateKinesisStreamingConfiguration cannot be null or contain only null values");
    }
    return new Request(table, streamArn, Precision.valueOf(precision));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Changed> answer) {
    TableDescriptor table = context.settled(request.table());
    answer.with(
        context
            .replicas()
            .update(table.id(), here -> changed(request, here))
            .thenApply(
                after ->
                    new Changed(
                        table.name(), request.streamArn(), "UPDATING", request.precision())));
  }

  private static TableDescriptor changed(Request request, TableDescriptor here) {
    KinesisDestination now = Destinations.enabled(here.local(), request.streamArn(), "UPDATE");
    if (now.precision() == request.precision()) {
      throw ApiException.validation(
          "Invalid Request: Precision is already set to the desired value of "
              + request.precision()
              + " for tableId: "
              + TableDescription.tableId(here.id())
              + ", kdsArn: "
              + request.streamArn());
    }
    return here.withLocal(here.local().withDestination(now.withPrecision(request.precision())));
  }

  @Override
  public void render(Changed changed, JsonOut out) {
    Destinations.render(changed, "UpdateKinesisStreamingConfiguration", out);
  }
}
