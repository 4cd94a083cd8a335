package io.antipode.node.wire;

import io.antipode.cluster.topology.Region;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.operation.Operation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one region offers over HTTP. Immutable; any thread. */
public final class RegionApi {
  private static final String DYNAMODB = "DynamoDB_20120810.";
  private static final String STREAMS = "DynamoDBStreams_20120810.";
  private static final Set<String> STREAM_ACTIONS =
      Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

  private final Region region;
  private final Map<String, Operation> byTarget = new HashMap<>();
  private final RegionMetrics metrics;
  private final AdminSource admin;

  public RegionApi(
      Region region,
      Collection<? extends Operation> operations,
      RegionMetrics metrics,
      AdminSource admin) {
    this.region = region;
    this.metrics = metrics;
    this.admin = admin;
    for (Operation operation : operations) {
      String prefix = STREAM_ACTIONS.contains(operation.name()) ? STREAMS : DYNAMODB;
      if (byTarget.put(prefix + operation.name(), operation) != null) {
        throw new IllegalArgumentException("two operations named " + operation.name());
      }
    }
  }

  Region region() {
    return region;
  }

  RegionMetrics metrics() {
    return metrics;
  }

  AdminSource admin() {
    return admin;
  }

  /** The action of an {@code X-Amz-Target}, or null. */
  @Nullable Operation operation(@Nullable String target) {
    return target == null ? null : byTarget.get(target);
  }
}
