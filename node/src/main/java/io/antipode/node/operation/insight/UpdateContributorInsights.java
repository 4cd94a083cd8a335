package io.antipode.node.operation.insight;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.ContributorInsights.Mode;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.insight.InsightText.Told;
import io.antipode.node.operation.table.TableContext;
import org.jspecify.annotations.Nullable;

/** {@code UpdateContributorInsights}: switches them on or off, or changes what is noted. */
public final class UpdateContributorInsights
    implements Action<UpdateContributorInsights.Request, InsightText.Told> {
  /** What is noted takes memory. */
  private static final int MOST_ENABLED = 100;

  private static final Structure INPUT = DYNAMODB.input("UpdateContributorInsights");
  private static final int TABLE_NAME = INPUT.index("TableName");
  private static final int INDEX_NAME = INPUT.index("IndexName");
  private static final int ACTION = INPUT.index("ContributorInsightsAction");
  private static final int MODE = INPUT.index("ContributorInsightsMode");

  private final TableContext context;

  public UpdateContributorInsights(TableContext context) {
    this.context = context;
  }

  /**
   * @param index null for the table
   * @param mode null where it was not given
   */
  public record Request(
      String table, @Nullable String index, boolean enable, @Nullable Mode mode) {}

  @Override
  public String name() {
    return "UpdateContributorInsights";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    String mode = fields.textOrNull(MODE);
    return new Request(
        TableName.required(context.region(), fields, TABLE_NAME),
        fields.textOrNull(INDEX_NAME),
        fields.text(ACTION).equals("ENABLE"),
        mode == null ? null : Mode.valueOf(mode));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<Told> answer) {
    TableDescriptor table = context.settled(request.table());
    ContributorInsights before = InsightText.setting(table, request.index());
    answer.with(
        context
            .replicas()
            .update(table.id(), here -> changed(request, here))
            .thenApply(after -> told(before, after, request)));
  }

  private TableDescriptor changed(Request request, TableDescriptor here) {
    ContributorInsights before = InsightText.setting(here, request.index());
    Mode mode = request.mode() == null ? before.mode() : request.mode();
    if (before.enabled() == request.enable() && (!request.enable() || before.mode() == mode)) {
      return here;
    }
    if (request.enable() && !before.enabled() && enabled() >= MOST_ENABLED) {
      throw new ApiException(
          new ApiError(
              ErrorType.LIMIT_EXCEEDED,
              "Contributor Insights can be on for "
                  + MOST_ENABLED
                  + " tables and indexes at once"));
    }
    long now = context.time().epochMs();
    return here.withLocal(
        here.local()
            .withInsights(
                new ContributorInsights(
                    before.index(),
                    request.enable(),
                    mode,
                    request.enable() ? now : before.sinceMs(),
                    now)));
  }

  private long enabled() {
    return context.catalog().view().all().stream()
        .flatMap(each -> each.local().insights().stream())
        .filter(ContributorInsights::enabled)
        .count();
  }

  private static Told told(ContributorInsights before, TableDescriptor after, Request request) {
    ContributorInsights now = InsightText.setting(after, request.index());
    if (now.equals(before)) {
      return Told.of(after, now);
    }
    return new Told(after.name(), now, request.enable() ? "ENABLING" : "DISABLING");
  }

  @Override
  public void render(Told told, JsonOut out) {
    out.beginObject();
    told.write(out);
    out.endObject();
  }
}
