package io.antipode.node.operation.globaltable;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.List;

/** {@code UpdateGlobalTable}: nothing can be added, and nothing is there to be taken away. */
public final class UpdateGlobalTable
    implements Action<UpdateGlobalTable.Request, UpdateGlobalTable.Request> {
  private static final Structure INPUT = DYNAMODB.input("UpdateGlobalTable");
  private static final int NAME = INPUT.index("GlobalTableName");
  private static final int UPDATES = INPUT.index("ReplicaUpdates");
  private static final int CREATE = DYNAMODB.structure("ReplicaUpdate").index("Create");

  private final Region region;

  public UpdateGlobalTable(Region region) {
    this.region = region;
  }

  /**
   * @param creates whether a replica is wished for: told of before the table is looked for
   */
  public record Request(String name, boolean creates) {}

  @Override
  public String name() {
    return "UpdateGlobalTable";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    List<Fields> updates = fields.structures(UPDATES);
    if (updates.isEmpty()) {
      throw ApiException.validation("One or more parameter values were invalid");
    }
    return new Request(fields.text(NAME), updates.stream().anyMatch(update -> update.has(CREATE)));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Request> answer) {
    answer.fail(
        request.creates()
            ? Version2017.notSupported(region)
            : Version2017.notFound("", request.name()));
  }

  @Override
  public void render(Request request, JsonOut out) {
    throw new IllegalStateException("there are no global tables of 2017");
  }
}
