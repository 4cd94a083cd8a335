package io.antipode.cluster.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Settings that are kept and shown but change nothing here: clients that declare their tables
 * (Terraform, CloudFormation) compare what they asked for with what is described.
 *
 * @param kmsKeyId the KMS key of {@code SSESpecification}; empty for the one that AWS manages, null
 *     where the service's own key is used
 * @param maxOnDemand {@code OnDemandThroughput}; zero for no bound
 * @param warm {@code WarmThroughput} that was asked for; zero for what every table has
 * @param onDemandAtMs epoch milliseconds when billing last became per request; 0 for never, and in
 *     tables of old that are billed so from their creation
 * @param history of the table's provisioned capacity
 */
public record TableOptions(
    @Nullable String kmsKeyId,
    Throughput maxOnDemand,
    Throughput warm,
    long onDemandAtMs,
    CapacityHistory history) {
  public static final TableOptions DEFAULT =
      new TableOptions(null, Throughput.NONE, Throughput.NONE, 0, CapacityHistory.NONE);

  public TableOptions withKmsKeyId(@Nullable String newKeyId) {
    return new TableOptions(newKeyId, maxOnDemand, warm, onDemandAtMs, history);
  }

  public TableOptions withMaxOnDemand(Throughput newMax) {
    return new TableOptions(kmsKeyId, newMax, warm, onDemandAtMs, history);
  }

  public TableOptions withWarm(Throughput newWarm) {
    return new TableOptions(kmsKeyId, maxOnDemand, newWarm, onDemandAtMs, history);
  }

  public TableOptions withOnDemandAt(long nowMs) {
    return new TableOptions(kmsKeyId, maxOnDemand, warm, nowMs, history);
  }

  public TableOptions withHistory(CapacityHistory newHistory) {
    return new TableOptions(kmsKeyId, maxOnDemand, warm, onDemandAtMs, newHistory);
  }
}
