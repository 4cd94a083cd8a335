package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ResourcePolicy;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code GetResourcePolicy}: the policy of a table or a stream, as it was given. */
public final class GetResourcePolicy implements Action<PolicyResource, ResourcePolicy> {
  private static final Structure INPUT = DYNAMODB.input("GetResourcePolicy");
  private static final int ARN = INPUT.index("ResourceArn");

  private final TableContext context;

  public GetResourcePolicy(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "GetResourcePolicy";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public PolicyResource decode(Fields fields) {
    return PolicyResource.of(context.region(), fields.text(ARN));
  }

  @Override
  public void execute(PolicyResource request, Caller caller, Answer<ResourcePolicy> answer) {
    ResourcePolicy policy = request.find(context).local().policy(request.resource());
    if (policy == null) {
      throw PolicyResource.notFound(request.arn());
    }
    answer.succeed(policy);
  }

  @Override
  public void render(ResourcePolicy policy, JsonOut out) {
    out.beginObject();
    out.name("Policy").value(policy.text());
    out.name("RevisionId").value(policy.revision());
    out.endObject();
  }
}
