package io.antipode.node.operation.insight;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.insight.InsightText.Told;
import io.antipode.node.operation.table.TableContext;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ListContributorInsights}: whatever was switched on once, and how it is now. */
public final class ListContributorInsights
    implements Action<ListContributorInsights.Request, ListContributorInsights.Page> {
  private static final Structure INPUT = DYNAMODB.input("ListContributorInsights");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int TOKEN = INPUT.index("NextToken");
  private static final int MAX_RESULTS = INPUT.index("MaxResults");
  private static final int USUAL_PAGE = 100;

  private final TableContext context;

  public ListContributorInsights(TableContext context) {
    this.context = context;
  }

  /**
   * @param table null for all
   * @param after places up to this one are left out
   */
  public record Request(@Nullable String table, @Nullable String after, int limit) {}

  /**
   * Some settings.
   *
   * @param token to go on with; null at the end
   */
  public record Page(List<Told> settings, @Nullable String token) {}

  @Override
  public String name() {
    return "ListContributorInsights";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Long limit = fields.wholeOrNull(MAX_RESULTS);
    if (limit != null && limit < 1) {
      throw ApiException.validation("MaxResults must be at least 1");
    }
    return new Request(
        fields.has(TABLE_NAME) ? TableName.required(context.region(), fields, TABLE_NAME) : null,
        fields.textOrNull(TOKEN),
        limit == null ? USUAL_PAGE : limit.intValue());
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Page> answer) {
    String after = request.after();
    List<Told> found =
        tables(request).stream()
            .sorted(Comparator.comparing(TableDescriptor::name))
            .flatMap(
                table -> table.local().insights().stream().map(setting -> Told.of(table, setting)))
            .filter(each -> after == null || place(each).compareTo(after) > 0)
            .limit(request.limit() + 1L)
            .toList();
    boolean more = found.size() > request.limit();
    List<Told> page = more ? found.subList(0, request.limit()) : found;
    answer.succeed(new Page(page, more ? place(page.getLast()) : null));
  }

  private List<TableDescriptor> tables(Request request) {
    return request.table() == null
        ? context.catalog().view().all().stream()
            .filter(each -> each.status() != TableStatus.DELETED)
            .toList()
        : List.of(context.table(request.table()));
  }

  /**
   * A space is before all that names are made of, so places are ordered as tables, then indexes.
   */
  private static String place(Told told) {
    ContributorInsights setting = told.setting();
    return told.table() + " " + setting.index();
  }

  @Override
  public void render(Page page, JsonOut out) {
    out.beginObject().name("ContributorInsightsSummaries").beginArray();
    for (Told told : page.settings()) {
      out.beginObject();
      told.write(out);
      out.endObject();
    }
    out.endArray();
    if (page.token() != null) {
      out.name("NextToken").value(page.token());
    }
    out.endObject();
  }
}
