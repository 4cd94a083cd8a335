package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.CapacityHistory;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiException;
import io.antipode.node.json.Leniency;
import io.antipode.node.json.Leniency.Slip;
import io.antipode.node.operation.table.Wishes.Settings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Billing mode and capacity of a table that is being created. */
final class BillingRules {
  /** More than any table could have: the service calls it out of bounds. */
  private static final long MAX_UNITS = 1_000_000_000_000L;

  private static final int MAX_DECREASES = 4;

  private static final DateTimeFormatter LONG_DATE =
      DateTimeFormatter.ofPattern(
              "EEEE, MMMM d, yyyy 'at' h:mm:ss a 'Coordinated Universal Time'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SHORT_DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.US)
          .withZone(ZoneOffset.UTC);

  private BillingRules() {}

  /** The capacity of a new table. */
  static Throughput ofNewTable(Settings request, BillingMode mode, Leniency leniency) {
    Throughput throughput = request.capacity();
    if (mode == BillingMode.PAY_PER_REQUEST) {
      if (throughput != null
          && !leniency.overlooks(Slip.UNUSED_CAPACITY, "ProvisionedThroughput of a table")) {
        throw notOnDemand();
      }
      return Throughput.NONE;
    }
    if (throughput == null) {
      throw Invalid.parameter(
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
              + " PROVISIONED");
    }
    if (request.onDemand() != null) {
      String member =
          request.onDemand().read() != null ? "MaxReadRequestUnits" : "MaxWriteRequestUnits";
      throw Invalid.parameter(
          member
              + " for OnDemandThroughput cannot be specified when table BillingMode is"
              + " PROVISIONED.");
    }
    return inBounds(throughput);
  }

  /** A table's options once it is billed per request, which may become so four times a day. */
  static TableOptions switched(TableOptions options, long nowMs) {
    List<Long> switches = options.switchesMs();
    if (switches.size() == TableOptions.MAX_SWITCHES
        && nowMs - switches.getFirst() < TimeUnit.DAYS.toMillis(1)) {
      throw Invalid.limitExceeded(
          "Subscriber limit exceeded: Update to PayPerRequest mode are limited to "
              + TableOptions.MAX_SWITCHES
              + " times in 1 day(s). Last update at "
              + shortDate(switches.getLast())
              + ". Next update can be made at "
              + shortDate(switches.getFirst() + TimeUnit.DAYS.toMillis(1)));
    }
    return options.withSwitchAt(nowMs);
  }

  /**
   * The history with another change, of which four a UTC day, and then one an hour, may go down.
   */
  static CapacityHistory changed(
      CapacityHistory history, Throughput before, Throughput after, long nowMs) {
    int today = history.decreasesOnDayOf(nowMs);
    boolean down =
        after.readUnits() < before.readUnits() || after.writeUnits() < before.writeUnits();
    long next = nextDecreaseMs(history.decreasedAtMs());
    if (down && today >= MAX_DECREASES && nowMs < next) {
      throw Invalid.limitExceeded(
          "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given"
              + " UTC day. After the first 4 decreases, each subsequent decrease in the same UTC"
              + " day can be performed at most once every 3600 seconds. Number of decreases today: "
              + today
              + ". Last decrease at "
              + LONG_DATE.format(Instant.ofEpochMilli(history.decreasedAtMs()))
              + ". Next decrease can be made at "
              + LONG_DATE.format(Instant.ofEpochMilli(next))
              + ".");
    }
    return history.with(before, after, nowMs);
  }

  /** An hour after the last one, or at midnight. */
  private static long nextDecreaseMs(long lastMs) {
    long dayMs = TimeUnit.DAYS.toMillis(1);
    return Math.min(lastMs + TimeUnit.HOURS.toMillis(1), (lastMs / dayMs + 1) * dayMs);
  }

  private static String shortDate(long epochMs) {
    return SHORT_DATE.format(Instant.ofEpochMilli(epochMs));
  }

  static ApiException notOnDemand() {
    return Invalid.parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
            + " PAY_PER_REQUEST");
  }

  /** What is said of a change that changes nothing. */
  static String unchanged(String what, Throughput throughput) {
    return "The provisioned throughput for the "
        + what
        + " will not change. The requested value equals the current value. Current"
        + " ReadCapacityUnits provisioned for the "
        + what
        + ": "
        + throughput.readUnits()
        + ". Requested ReadCapacityUnits: "
        + throughput.readUnits()
        + ". Current WriteCapacityUnits provisioned for the "
        + what
        + ": "
        + throughput.writeUnits()
        + ". Requested WriteCapacityUnits: "
        + throughput.writeUnits()
        + ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request"
        + " higher limits.";
  }

  static Throughput inBounds(Throughput throughput) {
    check(throughput.readUnits(), "ReadCapacityUnits");
    check(throughput.writeUnits(), "WriteCapacityUnits");
    return throughput;
  }

  private static void check(long units, String member) {
    if (units > MAX_UNITS) {
      throw ApiException.validation(
          "Given value " + units + " for " + member + " is out of bounds");
    }
  }
}
