package io.antipode.node.insight;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.json.JsonOut;
import io.antipode.replication.clock.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notes which keys the requests of this process are about, where Contributor Insights are on.
 * Tables without them pass by one look at a flag. Begins empty at a start, and anew with each
 * change of a setting. Any thread.
 */
public final class KeyInsights {
  private final Catalog catalog;
  private final TimeSource time;
  private final Map<Watched, Insight> insights = new ConcurrentHashMap<>();

  private record Watched(long tableId, String index) {}

  public KeyInsights(Catalog catalog, TimeSource time) {
    this.catalog = catalog;
    this.time = time;
  }

  /**
   * Notes what a request consumed.
   *
   * @param index null for the table
   * @param subject null for nothing to note
   * @param units capacity units
   */
  public void accessed(
      TableKeys keys, @Nullable IndexDefinition index, @Nullable Subject subject, double units) {
    Insight insight = subject == null ? null : of(keys.table(), index);
    if (insight != null && subject != null) {
      insight.accessed(subject, units, time.epochMs());
    }
  }

  /** Notes that a request was refused for want of capacity. */
  public void throttled(
      TableKeys keys, @Nullable IndexDefinition index, @Nullable Subject subject) {
    Insight insight = subject == null ? null : of(keys.table(), index);
    if (insight != null && subject != null) {
      insight.throttled(subject, time.epochMs());
    }
  }

  private @Nullable Insight of(TableDescriptor table, @Nullable IndexDefinition index) {
    return of(table, index != null && index.isGlobal() ? index.name() : ContributorInsights.TABLE);
  }

  private @Nullable Insight of(TableDescriptor table, String index) {
    ContributorInsights setting = table.local().insights(index);
    Watched watched = new Watched(table.id(), index);
    if (setting == null || !setting.enabled()) {
      insights.remove(watched);
      return null;
    }
    Insight insight = insights.get(watched);
    if (insight == null || !insight.setting().equals(setting)) {
      forgetDeleted();
      boolean hasSort = !schema(table, index).range().isEmpty();
      insight = insights.merge(watched, new Insight(setting, hasSort), KeyInsights::newer);
    }
    return insight;
  }

  private static Insight newer(Insight one, Insight other) {
    return one.setting().changedAtMs() >= other.setting().changedAtMs() ? one : other;
  }

  private static KeySchema schema(TableDescriptor table, String index) {
    for (IndexDescriptor each : table.indexes()) {
      if (each.name().equals(index)) {
        return each.key();
      }
    }
    return table.key();
  }

  private void forgetDeleted() {
    CatalogView view = catalog.view();
    insights
        .keySet()
        .removeIf(
            each -> {
              TableDescriptor table = view.byId(each.tableId());
              return table == null || table.status() == TableStatus.DELETED;
            });
  }

  /** Writes all that was found of a table and its indexes, as an array. */
  public void write(TableDescriptor table, JsonOut out) {
    out.beginArray();
    for (ContributorInsights setting : table.local().insights()) {
      Insight insight = of(table, setting.index());
      if (insight != null) {
        out.beginObject();
        if (!setting.index().isEmpty()) {
          out.name("index").value(setting.index());
        }
        KeySchema schema = schema(table, setting.index());
        List<String> names =
            Stream.concat(schema.hash().stream(), schema.range().stream()).toList();
        out.name("rules").beginArray();
        insight.write(names, time.epochMs(), out);
        out.endArray().endObject();
      }
    }
    out.endArray();
  }
}
