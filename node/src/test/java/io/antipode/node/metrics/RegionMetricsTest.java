package io.antipode.node.metrics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.metrics.RegionMetrics.Failure;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RegionMetricsTest {
  private final RegionMetrics metrics = new RegionMetrics("us-east-1");

  private void use(String table) {
    metrics.table(table).consumedReadUnits(1);
    metrics.table(table).operation("GetItem").succeeded(1_000);
    metrics.table(table).operation("PutItem").failed(400, Failure.THROTTLED);
  }

  @Test
  void aDeletedTableLeavesNoSeries() {
    use("kept");
    use("deleted");
    assertTrue(metrics.scrape().contains("deleted"));

    metrics.keepTables(Set.of("kept"));

    assertFalse(metrics.scrape().contains("deleted"));
    assertTrue(metrics.scrape().contains("kept"));
  }

  @Test
  void aTableMadeAnewCountsFromZero() {
    use("again");
    metrics.keepTables(Set.of());

    metrics.table("again").consumedReadUnits(2);

    assertTrue(
        metrics
            .scrape()
            .contains(
                "consumed_read_capacity_units_total{region=\"us-east-1\",table_name=\"again\"} 2"));
  }

  @Test
  void callsThatNameNoTableAreKept() {
    use("");
    metrics.keepTables(Set.of());
    assertTrue(metrics.scrape().contains("table_name=\"\""));
  }
}
