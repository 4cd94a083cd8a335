package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiException;
import io.antipode.node.json.Leniency;
import io.antipode.node.json.Leniency.Slip;
import io.antipode.node.operation.table.Wishes.Settings;

/** Billing mode and capacity of a table that is being created. */
final class BillingRules {
  /** More than any table could have: the service calls it out of bounds. */
  private static final long MAX_UNITS = 1_000_000_000_000L;

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
