package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CapacityHistory;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.json.JsonOut;

/** The parts of a table's description that tell of capacity and billing. */
public final class CapacityDescription {
  private CapacityDescription() {}

  /** {@code ProvisionedThroughputDescription}. */
  static void provisioned(JsonOut out, Throughput throughput, CapacityHistory history, long nowMs) {
    out.name("ProvisionedThroughput").beginObject();
    if (history.increasedAtMs() > 0) {
      out.name("LastIncreaseDateTime").value(seconds(history.increasedAtMs()));
    }
    if (history.decreasedAtMs() > 0) {
      out.name("LastDecreaseDateTime").value(seconds(history.decreasedAtMs()));
    }
    out.name("NumberOfDecreasesToday").value(history.decreasesOnDayOf(nowMs));
    out.name("ReadCapacityUnits").value(throughput.readUnits());
    out.name("WriteCapacityUnits").value(throughput.writeUnits());
    out.endObject();
  }

  /**
   * {@code BillingModeSummary}: of tables that are billed per request, or once were.
   *
   * @param settled whether the table is more than just made: only then the date is told
   */
  static void billing(JsonOut out, SharedSettings shared, boolean settled) {
    long since = shared.options().onDemandAtMs();
    boolean onDemand = shared.billing() == BillingMode.PAY_PER_REQUEST;
    if (!onDemand && since == 0) {
      return;
    }
    out.name("BillingModeSummary").beginObject();
    out.name("BillingMode").value(shared.billing().name());
    if (settled) {
      out.name("LastUpdateToPayPerRequestDateTime")
          .value(seconds(since == 0 ? shared.createdAtMs() : since));
    }
    out.endObject();
  }

  /** {@code WarmThroughput}, of a table or an index. */
  static void warm(JsonOut out, Throughput warm, String status) {
    out.name("WarmThroughput").beginObject();
    out.name("ReadUnitsPerSecond").value(warm.readUnits());
    out.name("WriteUnitsPerSecond").value(warm.writeUnits());
    out.name("Status").value(status);
    out.endObject();
  }

  /** {@code OnDemandThroughput}, where there is a bound; a member without one is left out. */
  public static void onDemand(JsonOut out, TableOptions options) {
    Throughput max = options.maxOnDemand();
    if (!max.equals(Throughput.NONE)) {
      out.name("OnDemandThroughput").beginObject();
      bound(out, "MaxReadRequestUnits", max.readUnits());
      bound(out, "MaxWriteRequestUnits", max.writeUnits());
      out.endObject();
    }
  }

  private static void bound(JsonOut out, String member, long units) {
    if (units > 0) {
      out.name(member).value(units);
    }
  }

  /** A time as the API writes it. */
  public static double seconds(long epochMs) {
    return epochMs / 1000.0;
  }
}
