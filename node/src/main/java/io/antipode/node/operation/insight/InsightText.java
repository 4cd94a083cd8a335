package io.antipode.node.operation.insight;

import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.ContributorInsights.Mode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.insight.RuleKind;
import io.antipode.node.json.JsonOut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the actions about Contributor Insights have in common. */
final class InsightText {
  private InsightText() {}

  /**
   * How a setting is told of.
   *
   * @param status ENABLED, DISABLED, or what it is about to become
   */
  record Told(String table, ContributorInsights setting, String status) {
    static Told of(TableDescriptor table, ContributorInsights setting) {
      return new Told(table.name(), setting, setting.enabled() ? "ENABLED" : "DISABLED");
    }

    /** Writes the members that every answer has, into an object that is open. */
    void write(JsonOut out) {
      out.name("TableName").value(table);
      if (!setting.index().isEmpty()) {
        out.name("IndexName").value(setting.index());
      }
      out.name("ContributorInsightsStatus").value(status);
      if (setting.changedAtMs() != 0) {
        out.name("ContributorInsightsMode").value(setting.mode().name());
      }
    }
  }

  /** The setting of a table, or of a global index of it; one that is off where it was never on. */
  static ContributorInsights setting(TableDescriptor table, @Nullable String index) {
    String named = index == null ? ContributorInsights.TABLE : index;
    if (index != null) {
      checkGlobal(table, index);
    }
    ContributorInsights setting = table.local().insights(named);
    return setting == null
        ? new ContributorInsights(named, false, Mode.ACCESSED_AND_THROTTLED_KEYS, 0, 0)
        : setting;
  }

  private static void checkGlobal(TableDescriptor table, String index) {
    for (IndexDescriptor each : table.indexes()) {
      if (each.name().equals(index) && each.scope() == IndexDescriptor.Scope.GLOBAL) {
        return;
      }
    }
    throw new ApiException(
        new ApiError(
            ErrorType.RESOURCE_NOT_FOUND,
            "Requested resource not found: Table: "
                + table.name()
                + " Index: "
                + index
                + " not found"));
  }

  /** The names of the CloudWatch rules that a setting stands for. */
  static List<String> rules(TableDescriptor table, ContributorInsights setting) {
    KeySchema key =
        table.indexes().stream()
            .filter(each -> each.name().equals(setting.index()))
            .map(IndexDescriptor::key)
            .findFirst()
            .orElse(table.key());
    return RuleKind.of(setting.mode(), !key.range().isEmpty()).stream()
        .map(
            kind ->
                "DynamoDBContributorInsights-"
                    + kind
                    + "-"
                    + table.name()
                    + (setting.index().isEmpty() ? "" : "-" + setting.index())
                    + "-"
                    + setting.sinceMs())
        .toList();
  }
}
