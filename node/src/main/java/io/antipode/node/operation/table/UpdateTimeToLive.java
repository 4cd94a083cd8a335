package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
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
 * {@code UpdateTimeToLive}: from when on, and by which attribute, items are deleted. The setting is
 * that of all replicas. AWS refuses another change for half an hour; here one is refused only while
 * shards of this region have yet to carry out the last one.
 */
public final class UpdateTimeToLive
    implements Action<UpdateTimeToLive.Request, UpdateTimeToLive.Request> {
  private static final Structure INPUT = DYNAMODB.input("UpdateTimeToLive");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int SPECIFICATION = INPUT.index("TimeToLiveSpecification");
  private static final Structure SHAPE = DYNAMODB.structure("TimeToLiveSpecification");
  private static final int ENABLED = SHAPE.index("Enabled");
  private static final int ATTRIBUTE = SHAPE.index("AttributeName");

  private final TableContext context;

  public UpdateTimeToLive(TableContext context) {
    this.context = context;
  }

  /** What is asked for, and answered. */
  public record Request(String table, boolean enabled, String attribute) {}

  @Override
  public String name() {
    return "UpdateTimeToLive";
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
  public Request decode(Fields fields) {
    Fields specification = fields.structure(SPECIFICATION);
    String attribute = specification.text(ATTRIBUTE);
    if (attribute.isEmpty()) {
      throw ApiException.validation("TimeToLiveSpecification.AttributeName must be non empty");
    }
    return new Request(
        TableName.required(context.region(), fields, TABLE_NAME),
        specification.flag(ENABLED),
        attribute);
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Request> answer) {
    TableDescriptor table = context.table(request.table());
    if (table.status() == TableStatus.CREATING) {
      throw Invalid.inUse(
          "Attempt to change a resource which is still in use: Table "
              + table.name()
              + " is being created");
    }
    TimeToLive setting =
        new TimeToLive(context.entropy().nextLong(), request.attribute(), request.enabled());
    answer.with(
        context
            .replicas()
            .update(table.id(), here -> changed(here, setting))
            .thenApply(after -> request));
  }

  private TableDescriptor changed(TableDescriptor here, TimeToLive wanted) {
    TimeToLive standing = here.timeToLive();
    if (standing != null && !standing.attribute().equals(wanted.attribute())) {
      throw ApiException.validation(
          "TimeToLive is active on a different AttributeName: current AttributeName is "
              + standing.attribute());
    }
    if (wanted.enabled() == (standing != null)) {
      throw ApiException.validation(
          "TimeToLive is already " + (wanted.enabled() ? "enabled" : "disabled"));
    }
    if (here.timeToLiveChanges()) {
      throw ApiException.validation(
          "Time to live has been modified multiple times within a fixed interval");
    }
    SharedSettings shared = here.shared().withTimeToLive(wanted);
    return here.withShared(shared.withVersion(context.replicas().nextVersion(here)));
  }

  @Override
  public void render(Request done, JsonOut out) {
    out.beginObject().name("TimeToLiveSpecification").beginObject();
    out.name("Enabled").value(done.enabled());
    out.name("AttributeName").value(done.attribute()).endObject().endObject();
  }
}
