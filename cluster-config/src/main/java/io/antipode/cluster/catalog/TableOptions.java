package io.antipode.cluster.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings beside keys, indexes and capacity. But for {@code maxOnDemand} they change nothing here
 * and are kept and shown: clients that declare their tables (Terraform, CloudFormation) compare
 * what they asked for with what is described.
 *
 * @param kmsKeyId the KMS key of {@code SSESpecification}; empty for the one that AWS manages, null
 *     where the service's own key is used
 * @param maxOnDemand {@code OnDemandThroughput}; zero for no bound
 * @param warm {@code WarmThroughput} that was asked for; zero for what every table has
 * @param onDemandAtMs epoch milliseconds when billing last became per request; 0 for never, and in
 *     tables of old that are billed so from their creation
 * @param history of the table's provisioned capacity
 * @param switchesMs epoch milliseconds of the last times that billing became per request, the
 *     newest last; not that of the creation
 */
public record TableOptions(
    @Nullable String kmsKeyId,
    Throughput maxOnDemand,
    Throughput warm,
    long onDemandAtMs,
    CapacityHistory history,
    List<Long> switchesMs) {
  /** How many switches are remembered: as many as there may be in 24 hours. */
  public static final int MAX_SWITCHES = 4;

  public static final TableOptions DEFAULT =
      new TableOptions(null, Throughput.NONE, Throughput.NONE, 0, CapacityHistory.NONE, List.of());

  public TableOptions {
    switchesMs = List.copyOf(switchesMs);
  }

  public TableOptions withKmsKeyId(@Nullable String newKeyId) {
    return new TableOptions(newKeyId, maxOnDemand, warm, onDemandAtMs, history, switchesMs);
  }

  public TableOptions withMaxOnDemand(Throughput newMax) {
    return new TableOptions(kmsKeyId, newMax, warm, onDemandAtMs, history, switchesMs);
  }

  public TableOptions withWarm(Throughput newWarm) {
    return new TableOptions(kmsKeyId, maxOnDemand, newWarm, onDemandAtMs, history, switchesMs);
  }

  public TableOptions withOnDemandAt(long nowMs) {
    return new TableOptions(kmsKeyId, maxOnDemand, warm, nowMs, history, switchesMs);
  }

  public TableOptions withHistory(CapacityHistory newHistory) {
    return new TableOptions(kmsKeyId, maxOnDemand, warm, onDemandAtMs, newHistory, switchesMs);
  }

  /** With billing switched to per request now; the oldest switch is forgotten. */
  public TableOptions withSwitchAt(long nowMs) {
    List<Long> newest = new ArrayList<>(switchesMs);
    newest.add(nowMs);
    if (newest.size() > MAX_SWITCHES) {
      newest.removeFirst();
    }
    return new TableOptions(kmsKeyId, maxOnDemand, warm, nowMs, history, newest);
  }
}
