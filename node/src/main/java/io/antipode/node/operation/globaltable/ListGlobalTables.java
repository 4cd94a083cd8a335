package io.antipode.node.operation.globaltable;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code ListGlobalTables}: there are none. */
public final class ListGlobalTables
    implements Action<ListGlobalTables.Request, ListGlobalTables.Request> {
  private static final Structure INPUT = DYNAMODB.input("ListGlobalTables");

  /** Whatever page is asked for is empty. */
  public record Request() {}

  @Override
  public String name() {
    return "ListGlobalTables";
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
    answer.succeed(request);
  }

  @Override
  public void render(Request request, JsonOut out) {
    out.beginObject().name("GlobalTables").beginArray().endArray().endObject();
  }
}
