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
 */
public record TableOptions(@Nullable String kmsKeyId, Throughput maxOnDemand, Throughput warm) {
  public static final TableOptions DEFAULT =
      new TableOptions(null, Throughput.NONE, Throughput.NONE);

  public TableOptions withKmsKeyId(@Nullable String newKeyId) {
    return new TableOptions(newKeyId, maxOnDemand, warm);
  }

  public TableOptions withMaxOnDemand(Throughput newMax) {
    return new TableOptions(kmsKeyId, newMax, warm);
  }

  public TableOptions withWarm(Throughput newWarm) {
    return new TableOptions(kmsKeyId, maxOnDemand, newWarm);
  }
}
