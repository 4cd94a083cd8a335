package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.List;

/** {@code UntagResource}: takes tags away, be they there or not. */
public final class UntagResource implements Action<UntagResource.Request, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("UntagResource");
  private static final int ARN = INPUT.index("ResourceArn");
  private static final int KEYS = INPUT.index("TagKeys");

  private final TableContext context;

  public UntagResource(TableContext context) {
    this.context = context;
  }

  /** The table, and the keys of the tags that go. */
  public record Request(TaggedTable table, List<String> keys) {}

  @Override
  public String name() {
    return "UntagResource";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    TaggedTable table = TaggedTable.of(context.region(), fields.text(ARN));
    List<String> keys = fields.texts(KEYS);
    if (keys.isEmpty()) {
      throw ApiException.validation("Atleast one Tag Key needs to be provided as Input.");
    }
    TagRules.checkKeys(keys);
    return new Request(table, keys);
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TableDescriptor> answer) {
    answer.with(request.table().change(context, tags -> request.keys().forEach(tags::remove)));
  }

  /** An empty body. */
  @Override
  public void render(TableDescriptor untagged, JsonOut out) {}
}
