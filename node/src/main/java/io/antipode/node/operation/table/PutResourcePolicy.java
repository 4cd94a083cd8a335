package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ResourcePolicy;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code PutResourcePolicy}: attaches a policy to a table or a stream, in place of the one before.
 * One that says the same as the one before changes nothing. Nothing enforces policies yet, so none
 * can lock its author out.
 */
public final class PutResourcePolicy implements Action<PutResourcePolicy.Request, ResourcePolicy> {
  private static final Structure INPUT = DYNAMODB.input("PutResourcePolicy");
  private static final int ARN = INPUT.index("ResourceArn");
  private static final int POLICY = INPUT.index("Policy");
  private static final int EXPECTED = INPUT.index("ExpectedRevisionId");

  private final TableContext context;

  public PutResourcePolicy(TableContext context) {
    this.context = context;
  }

  /**
   * @param says what its text says, by which policies are compared
   * @param expected the revision that must be there; null for any
   */
  public record Request(
      PolicyResource resource, String text, Object says, @Nullable String expected) {}

  @Override
  public String name() {
    return "PutResourcePolicy";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public PutResourcePolicy.Request decode(Fields fields) {
    PolicyResource resource = PolicyResource.of(context.region(), fields.text(ARN));
    String text = fields.text(POLICY);
    return new Request(resource, text, PolicyDocument.check(text), fields.textOrNull(EXPECTED));
  }

  @Override
  public void execute(
      PutResourcePolicy.Request request, Caller caller, Answer<ResourcePolicy> answer) {
    String resource = request.resource().resource();
    TableDescriptor table = request.resource().find(context);
    Invalid.checkSettled(table);
    answer.with(
        context
            .replicas()
            .update(table.id(), here -> here.withLocal(changed(request, here.local())))
            .thenApply(after -> Objects.requireNonNull(after.local().policy(resource))));
  }

  private LocalSettings changed(Request request, LocalSettings local) {
    String resource = request.resource().resource();
    ResourcePolicy before = local.policy(resource);
    request.resource().checkExpected(request.expected(), before);
    if (before != null && PolicyDocument.check(before.text()).equals(request.says())) {
      return local;
    }
    long now = context.time().epochMs();
    long revision = before == null ? now : Math.max(now, Long.parseLong(before.revision()) + 1);
    return local.withPolicy(
        resource, new ResourcePolicy(resource, request.text(), Long.toString(revision)));
  }

  @Override
  public void render(ResourcePolicy policy, JsonOut out) {
    out.beginObject().name("RevisionId").value(policy.revision()).endObject();
  }
}
