package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.Map;
import java.util.TreeMap;

/** {@code ListTagsOfResource}: all of them at once, by key. */
public final class ListTagsOfResource implements Action<TaggedTable, Map<String, String>> {
  private static final Structure INPUT = DYNAMODB.input("ListTagsOfResource");
  private static final int ARN = INPUT.index("ResourceArn");

  private final TableContext context;

  public ListTagsOfResource(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "ListTagsOfResource";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public TaggedTable decode(Fields fields) {
    return TaggedTable.of(context.region(), fields.text(ARN));
  }

  @Override
  public void execute(TaggedTable table, Caller caller, Answer<Map<String, String>> answer) {
    answer.succeed(new TreeMap<>(table.find(context).local().tags()));
  }

  @Override
  public void render(Map<String, String> tags, JsonOut out) {
    out.beginObject().name("Tags").beginArray();
    tags.forEach(
        (key, value) -> {
          out.beginObject();
          out.name("Key").value(key);
          out.name("Value").value(value);
          out.endObject();
        });
    out.endArray().endObject();
  }
}
