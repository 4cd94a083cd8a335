package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code DescribeLimits}: what AWS gives every account; nothing here is held to it. */
public final class DescribeLimits implements Action<DescribeLimits.Request, DescribeLimits.Limits> {
  private static final Structure INPUT = DYNAMODB.input("DescribeLimits");
  private static final Limits LIMITS = new Limits(80_000, 40_000);

  /** Asks nothing in particular. */
  public record Request() {}

  /** Capacity units, as many of reads as of writes. */
  public record Limits(long accountUnits, long tableUnits) {}

  @Override
  public String name() {
    return "DescribeLimits";
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
  public void execute(Request request, Caller caller, Answer<Limits> answer) {
    answer.succeed(LIMITS);
  }

  @Override
  public void render(Limits limits, JsonOut out) {
    out.beginObject();
    out.name("AccountMaxReadCapacityUnits").value(limits.accountUnits());
    out.name("AccountMaxWriteCapacityUnits").value(limits.accountUnits());
    out.name("TableMaxReadCapacityUnits").value(limits.tableUnits());
    out.name("TableMaxWriteCapacityUnits").value(limits.tableUnits());
    out.endObject();
  }
}
