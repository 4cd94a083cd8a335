package io.antipode.node.operation.destination;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.KinesisDestination.Precision;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.destination.Destinations.Changed;
import io.antipode.node.operation.table.TableContext;

/**
 * {@code DisableKinesisStreamingDestination}: later changes don't reach the data stream; what is
 * there can be read for a day.
 */
public final class DisableKinesisStreamingDestination
    implements Action<DisableKinesisStreamingDestination.Request, Changed> {
  private static final Structure INPUT = DYNAMODB.input("DisableKinesisStreamingDestination");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int STREAM_ARN = INPUT.index("StreamArn");

  private final TableContext context;

  public DisableKinesisStreamingDestination(TableContext context) {
    this.context = context;
  }

  /** Which table, and where to. */
  public record Request(String table, String streamArn) {}

  @Override
  public String name() {
    return "DisableKinesisStreamingDestination";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    return new Request(
        TableName.required(context.region(), fields, TABLE_NAME),
        Destinations.checked(context.region(), fields.text(STREAM_ARN)));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Changed> answer) {
    TableDescriptor table = context.settled(request.table());
    answer.with(
        context
            .replicas()
            .update(
                table.id(),
                here ->
                    here.withLocal(
                        here.local()
                            .withDestination(
                                Destinations.enabled(here.local(), request.streamArn(), "DISABLE")
                                    .disabledAt(context.time().epochMs()))))
            .thenApply(
                after ->
                    new Changed(
                        table.name(), request.streamArn(), "DISABLING", Precision.DEFAULT)));
  }

  @Override
  public void render(Changed changed, JsonOut out) {
    Destinations.render(changed, "EnableKinesisStreamingConfiguration", out);
  }
}
