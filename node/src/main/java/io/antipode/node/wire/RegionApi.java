package io.antipode.node.wire;

import io.antipode.cluster.topology.Region;
import io.antipode.node.metrics.RegionMetrics;
import io.antipode.node.operation.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one region offers over HTTP: its services and its pages. Immutable; any thread. */
public final class RegionApi {
  private final Region region;
  private final Map<String, Operation> byTarget = new HashMap<>();
  private final RegionMetrics metrics;
  private final AdminSource admin;

  /**
   * @param services each under a name of its own
   */
  public RegionApi(
      Region region, List<Service> services, RegionMetrics metrics, AdminSource admin) {
    this.region = region;
    this.metrics = metrics;
    this.admin = admin;
    services.forEach(service -> byTarget.putAll(service.byTarget()));
  }

  /** Of a region that can't be opened: pages that say so, and no service. */
  public static RegionApi heldBack(Region region, RegionMetrics metrics, AdminSource admin) {
    return new RegionApi(region, List.of(), metrics, admin);
  }

  /** Whether it can't be opened: every call is refused. */
  boolean isHeldBack() {
    return byTarget.isEmpty();
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
  @Nullable Operation action(@Nullable String target) {
    return target == null ? null : byTarget.get(target);
  }
}
