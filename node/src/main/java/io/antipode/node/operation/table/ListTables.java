package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListTables}: names in order, by pages. */
public final class ListTables implements Action<ListTables.Request, ListTables.Page> {
  private static final Structure INPUT = DYNAMODB.input("ListTables");
  private static final int AFTER = INPUT.index("ExclusiveStartTableName");
  private static final int LIMIT = INPUT.index("Limit");
  private static final int MAX_PAGE = 100;

  private final TableContext context;

  public ListTables(TableContext context) {
    this.context = context;
  }

  /**
   * @param after names up to this one are left out
   */
  public record Request(@Nullable String after, int limit) {}

  /** Some names, and whether there are more. */
  public record Page(List<String> names, boolean more) {}

  @Override
  public String name() {
    return "ListTables";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Long limit = fields.wholeOrNull(LIMIT);
    return new Request(fields.textOrNull(AFTER), limit == null ? MAX_PAGE : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    String after = request.after();
    List<String> names =
        context.catalog().view().all().stream()
            .filter(table -> table.status() != TableStatus.DELETED)
            .map(TableDescriptor::name)
            .filter(table -> after == null || table.compareTo(after) > 0)
            .sorted()
            .limit(request.limit() + 1L)
            .toList();
    boolean more = names.size() > request.limit();
    answer.succeed(new Page(more ? names.subList(0, request.limit()) : names, more));
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("TableNames").beginArray();
    page.names().forEach(out::value);
    out.endArray();
    if (page.more()) {
      out.name("LastEvaluatedTableName").value(page.names().getLast());
    }
    out.endObject();
  }
}
