package io.antipode.node.operation.destination;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.KinesisDestination;
import io.antipode.cluster.catalog.KinesisDestination.Precision;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataStream;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.destination.Destinations.Changed;
import io.antipode.node.operation.table.TableContext;
import io.antipode.node.stream.StreamLabels;
import java.util.List;

/**
 * {@code EnableKinesisStreamingDestination}: from now on the table's changes can be read from the
 * data stream of that name, which is there from then on, at this very endpoint. A table streams to
 * one at a time.
 */
public final class EnableKinesisStreamingDestination
    implements Action<EnableKinesisStreamingDestination.Request, Changed> {
  private static final Structure INPUT = DYNAMODB.input("EnableKinesisStreamingDestination");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int STREAM_ARN = INPUT.index("StreamArn");
  private static final int CONFIGURATION = INPUT.index("EnableKinesisStreamingConfiguration");
  private static final int PRECISION =
      DYNAMODB
          .structure("EnableKinesisStreamingConfiguration")
          .index("ApproximateCreationDateTimePrecision");

  private final TableContext context;

  public EnableKinesisStreamingDestination(TableContext context) {
    this.context = context;
  }

  /** Which table, and where to. */
  public record Request(String table, String streamArn, Precision precision) {}

  @Override
  public String name() {
    return "EnableKinesisStreamingDestination";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Fields configuration = fields.structureOrNull(CONFIGURATION);
    return new Request(
        TableName.required(context.region(), fields, TABLE_NAME),
        Destinations.checked(context.region(), fields.text(STREAM_ARN)),
        Destinations.precision(configuration == null ? null : configuration.textOrNull(PRECISION)));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Changed> answer) {
    TableDescriptor table = context.settled(request.table());
    answer.with(
        context
            .replicas()
            .update(table.id(), here -> here.withLocal(changed(request, here.local())))
            .thenApply(
                after ->
                    new Changed(
                        table.name(), request.streamArn(), "ENABLING", request.precision())));
  }

  private LocalSettings changed(Request request, LocalSettings local) {
    if (local.destination() != null) {
      throw Destinations.notNow("enable", "DISABLED or ENABLE_FAILED to perform ENABLE");
    }
    long now = context.time().epochMs();
    List<KinesisDestination> readable =
        local.destinations().stream()
            .filter(each -> now - each.disabledAtMs() < DataStream.RETENTION_MS)
            .toList();
    return local
        .withDestinations(readable)
        .withDestination(
            new KinesisDestination(
                request.streamArn(),
                StreamLabels.nextDestination(context.catalog().view(), now),
                0,
                request.precision()));
  }

  @Override
  public void render(Changed changed, JsonOut out) {
    Destinations.render(changed, "EnableKinesisStreamingConfiguration", out);
  }
}
