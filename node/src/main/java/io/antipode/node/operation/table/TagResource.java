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
import java.util.Map;

/** {@code TagResource}: adds tags, or changes their values. */
public final class TagResource implements Action<TagResource.Request, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("TagResource");
  private static final int ARN = INPUT.index("ResourceArn");
  private static final int TAGS = INPUT.index("Tags");

  private final TableContext context;

  public TagResource(TableContext context) {
    this.context = context;
  }

  /**
   * @param table its name
   */
  public record Request(TaggedTable table, Map<String, String> tags) {}

  @Override
  public String name() {
    return "TagResource";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    TaggedTable table = TaggedTable.of(context.region(), fields.text(ARN));
    Map<String, String> tags = TagRules.tags(fields.structures(TAGS));
    if (tags.isEmpty()) {
      throw ApiException.validation("Atleast one Tag needs to be provided as Input.");
    }
    return new Request(table, tags);
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TableDescriptor> answer) {
    answer.with(request.table().change(context, tags -> tags.putAll(request.tags())));
  }

  /** An empty body. */
  @Override
  public void render(TableDescriptor tagged, JsonOut out) {}
}
