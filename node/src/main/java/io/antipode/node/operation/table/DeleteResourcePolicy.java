package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ResourcePolicy;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code DeleteResourcePolicy}: where there is no policy it does nothing, unless one is expected.
 */
public final class DeleteResourcePolicy
    implements Action<DeleteResourcePolicy.Request, DeleteResourcePolicy.Deleted> {
  private static final Structure INPUT = DYNAMODB.input("DeleteResourcePolicy");
  private static final int ARN = INPUT.index("ResourceArn");
  private static final int EXPECTED = INPUT.index("ExpectedRevisionId");

  private final TableContext context;

  public DeleteResourcePolicy(TableContext context) {
    this.context = context;
  }

  /**
   * @param expected the revision that must be there; null for any
   */
  public record Request(PolicyResource resource, @Nullable String expected) {}

  /**
   * @param before what is gone; null where there was nothing
   */
  public record Deleted(@Nullable ResourcePolicy before) {}

  @Override
  public String name() {
    return "DeleteResourcePolicy";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public DeleteResourcePolicy.Request decode(Fields fields) {
    return new Request(
        PolicyResource.of(context.region(), fields.text(ARN)), fields.textOrNull(EXPECTED));
  }

  @Override
  public void execute(
      DeleteResourcePolicy.Request request,
      Caller caller,
      Answer<DeleteResourcePolicy.Deleted> answer) {
    String resource = request.resource().resource();
    TableDescriptor table = request.resource().find(context);
    Invalid.checkSettled(table);
    AtomicReference<@Nullable ResourcePolicy> gone = new AtomicReference<>();
    answer.with(
        context
            .replicas()
            .update(
                table.id(),
                here -> {
                  ResourcePolicy before = here.local().policy(resource);
                  request.resource().checkExpected(request.expected(), before);
                  gone.set(before);
                  return here.withLocal(here.local().withPolicy(resource, null));
                })
            .thenApply(after -> new Deleted(gone.get())));
  }

  @Override
  public void render(DeleteResourcePolicy.Deleted deleted, JsonOut out) {
    out.beginObject();
    if (deleted.before() != null) {
      out.name("RevisionId").value(deleted.before().revision());
    }
    out.endObject();
  }
}
