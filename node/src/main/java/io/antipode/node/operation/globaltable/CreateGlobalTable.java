package io.antipode.node.operation.globaltable;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/**
 * {@code CreateGlobalTable}: refused for good, before any table is looked for. The version of 2019
 * is made by {@code ReplicaUpdates} of {@code UpdateTable}.
 */
public final class CreateGlobalTable
    implements Action<CreateGlobalTable.Request, CreateGlobalTable.Request> {
  private static final Structure INPUT = DYNAMODB.input("CreateGlobalTable");

  private final Region region;

  public CreateGlobalTable(Region region) {
    this.region = region;
  }

  /** Never carried out. */
  public record Request() {}

  @Override
  public String name() {
    return "CreateGlobalTable";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    return new Request();
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Request> answer) {
    answer.fail(Version2017.notSupported(region));
  }

  @Override
  public void render(Request request, JsonOut out) {
    throw new IllegalStateException("there are no global tables of 2017");
  }
}
