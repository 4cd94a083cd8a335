package io.antipode.node.operation.insight;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.insight.InsightText.Told;
import io.antipode.node.operation.table.TableContext;
import org.jspecify.annotations.Nullable;

/** {@code DescribeContributorInsights}. */
public final class DescribeContributorInsights
    implements Action<DescribeContributorInsights.Request, DescribeContributorInsights.Found> {
  private static final Structure INPUT = DYNAMODB.input("DescribeContributorInsights");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int INDEX_NAME = INPUT.index("IndexName");

  private final TableContext context;

  public DescribeContributorInsights(TableContext context) {
    this.context = context;
  }

  /**
   * @param index null for the table
   */
  public record Request(String table, @Nullable String index) {}

  /** A table, and a setting of it. */
  public record Found(TableDescriptor table, ContributorInsights setting) {}

  @Override
  public String name() {
    return "DescribeContributorInsights";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    return new Request(
        TableName.required(context.region(), fields, TABLE_NAME), fields.textOrNull(INDEX_NAME));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Found> answer) {
    TableDescriptor table = context.table(request.table());
    answer.succeed(new Found(table, InsightText.setting(table, request.index())));
  }

  @Override
  public void render(Found found, JsonOut out) {
    ContributorInsights setting = found.setting();
    out.beginObject();
    Told.of(found.table(), setting).write(out);
    if (setting.enabled()) {
      out.name("ContributorInsightsRuleList").beginArray();
      InsightText.rules(found.table(), setting).forEach(out::value);
      out.endArray();
    }
    if (setting.changedAtMs() != 0) {
      out.name("LastUpdateDateTime").value(setting.changedAtMs() / 1_000.0);
    }
    out.endObject();
  }
}
