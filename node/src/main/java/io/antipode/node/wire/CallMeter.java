package io.antipode.node.wire;

import io.antipode.node.api.ErrorType;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.metrics.RegionMetrics.Failure;
import io.antipode.node.metrics.RegionMetrics.OperationMeters;
import io.antipode.replication.clock.TimeSource;

/** Measures one call, for the meters of its action on its table. */
final class CallMeter {
  private final RegionMetrics metrics;
  private final TimeSource time;
  private final String action;
  private final long startNanos;
  private String table = "";

  CallMeter(RegionMetrics metrics, TimeSource time, String action) {
    this.metrics = metrics;
    this.time = time;
    this.action = action;
    this.startNanos = time.nanos();
  }

  void table(String name) {
    table = name;
  }

  void succeeded() {
    meters().succeeded(time.nanos() - startNanos);
  }

  void failed(ErrorType type) {
    meters().failed(type.httpStatus(), kind(type));
  }

  private OperationMeters meters() {
    return metrics.table(table).operation(action);
  }

  private static Failure kind(ErrorType type) {
    return switch (type) {
      case CONDITIONAL_CHECK_FAILED -> Failure.CONDITION_FAILED;
      case PROVISIONED_THROUGHPUT_EXCEEDED, THROTTLING, REQUEST_LIMIT_EXCEEDED -> Failure.THROTTLED;
      default -> Failure.OTHER;
    };
  }
}
