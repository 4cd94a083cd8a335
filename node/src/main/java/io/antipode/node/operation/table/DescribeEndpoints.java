package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code DescribeEndpoints}: where the client already is. */
public final class DescribeEndpoints implements Action<DescribeEndpoints.Request, String> {
  private static final Structure INPUT = DYNAMODB.input("DescribeEndpoints");
  private static final long CACHE_MINUTES = 1_440;

  private final String endpoint;

  /**
   * @param endpoint host and port at which clients reach this region
   */
  public DescribeEndpoints(String endpoint) {
    this.endpoint = endpoint;
  }

  /** Asks nothing in particular. */
  public record Request() {}

  @Override
  public String name() {
    return "DescribeEndpoints";
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
  public void execute(Request request, Caller caller, Answer<String> answer) {
    answer.succeed(caller.endpoint(endpoint));
  }

  @Override
  public void render(String address, JsonOut out) {
    out.beginObject().name("Endpoints").beginArray().beginObject();
    out.name("Address").value(address);
    out.name("CachePeriodInMinutes").value(CACHE_MINUTES);
    out.endObject().endArray().endObject();
  }
}
