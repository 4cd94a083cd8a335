package io.antipode.node.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * The meters of one region. The names are CloudWatch's in snake case ({@code
 * consumed_read_capacity_units}, {@code successful_request_latency}, …), each with a {@code region}
 * tag. Any thread.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">
 *     DynamoDB's metrics and dimensions</a>
 */
public final class RegionMetrics implements AutoCloseable {
  /** Tables beyond this share the meters of one named {@code other}: series are memory. */
  private static final int MAX_TABLES = 1_000;

  private static final Duration[] LATENCY_BOUNDS = {
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
  private final ConcurrentHashMap<String, TableMeters> tables = new ConcurrentHashMap<>();
  private final TableMeters noTable;
  private final TableMeters otherTables;
  private final ConcurrentHashMap<String, Timer> replicationLatency = new ConcurrentHashMap<>();
  private final Counter conflicts;
  private final Counter quarantined;

  public RegionMetrics(String region) {
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags("region", region);
    new JvmMemoryMetrics().bindTo(registry);
    gcMetrics.bindTo(registry);
    noTable = new TableMeters("");
    otherTables = new TableMeters("other");
    conflicts = registry.counter("replication_conflicts");
    quarantined = registry.counter("replication_quarantined");
  }

  /** The meters of one table; the empty name for calls that name none. */
  public TableMeters table(String table) {
    if (table.isEmpty()) {
      return noTable;
    }
    TableMeters meters = tables.get(table);
    if (meters != null) {
      return meters;
    }
    return tables.size() >= MAX_TABLES
        ? otherTables
        : tables.computeIfAbsent(table, TableMeters::new);
  }

  /**
   * Forgets the meters of every table but these. A call that is under way may count on meters that
   * nobody sees any more.
   */
  public void keepTables(Set<String> names) {
    tables
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !names.contains(entry.getKey());
              if (gone) {
                entry.getValue().remove();
              }
              return gone;
            });
  }

  /** A mutation of {@code source} was applied here this long after its origin took it. */
  public void replicated(String source, String destination, long lagMs) {
    Timer timer = replicationLatency.get(source);
    if (timer == null) {
      timer =
          replicationLatency.computeIfAbsent(
              source,
              name ->
                  Timer.builder("replication_latency")
                      .tags("source_region", name, "receiving_region", destination)
                      .serviceLevelObjectives(LATENCY_BOUNDS)
                      .register(registry));
    }
    timer.record(Math.max(0, lagMs), TimeUnit.MILLISECONDS);
  }

  /** So many times more have two regions written one item without knowing of each other. */
  public void conflicts(long more) {
    conflicts.increment((double) more);
  }

  /** A mutation from too far in the future was set aside. */
  public void quarantined() {
    quarantined.increment();
  }

  /**
   * Shows a value that something else holds, such as {@code shard_log_bytes}; asked on each scrape,
   * on a thread of the scrape's choosing.
   */
  public void gauge(String name, DoubleSupplier value, String... tags) {
    io.micrometer.core.instrument.Gauge.builder(name, value::getAsDouble)
        .tags(Tags.of(tags))
        .register(registry);
  }

  /** All meters in Prometheus's text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gcMetrics.close();
    registry.close();
  }

  /** Failures that have meters of their own. */
  public enum Failure {
    THROTTLED,
    CONDITION_FAILED,
    OTHER
  }

  /** What is counted for one table. */
  public final class TableMeters {
    private final String table;
    private final ConcurrentHashMap<String, OperationMeters> operations = new ConcurrentHashMap<>();
    private final Counter readUnits;
    private final Counter writeUnits;

    private TableMeters(String table) {
      this.table = table;
      this.readUnits = registry.counter("consumed_read_capacity_units", "table_name", table);
      this.writeUnits = registry.counter("consumed_write_capacity_units", "table_name", table);
    }

    public void consumedReadUnits(double units) {
      readUnits.increment(units);
    }

    public void consumedWriteUnits(double units) {
      writeUnits.increment(units);
    }

    /** The meters of one action on this table; the name is of an action that there is. */
    public OperationMeters operation(String operation) {
      OperationMeters meters = operations.get(operation);
      return meters != null
          ? meters
          : operations.computeIfAbsent(operation, name -> new OperationMeters(table, name));
    }

    private void remove() {
      registry.remove(readUnits);
      registry.remove(writeUnits);
      operations.values().forEach(OperationMeters::remove);
    }
  }

  /** What is counted for one action on one table. */
  public final class OperationMeters {
    private final Timer latency;
    private final Counter userErrors;
    private final Counter systemErrors;
    private final Counter throttled;
    private final Counter conditionsFailed;

    private OperationMeters(String table, String operation) {
      String[] tags = {"table_name", table, "operation", operation};
      latency =
          Timer.builder("successful_request_latency")
              .tags(tags)
              .serviceLevelObjectives(LATENCY_BOUNDS)
              .register(registry);
      userErrors = registry.counter("user_errors", tags);
      systemErrors = registry.counter("system_errors", tags);
      throttled = registry.counter("throttled_requests", tags);
      conditionsFailed = registry.counter("conditional_check_failed_requests", tags);
    }

    public void succeeded(long durationNanos) {
      latency.record(durationNanos, TimeUnit.NANOSECONDS);
    }

    /** Counts an answer with an error, by its HTTP status. */
    public void failed(int httpStatus, Failure failure) {
      (httpStatus >= 500 ? systemErrors : userErrors).increment();
      switch (failure) {
        case THROTTLED -> throttled.increment();
        case CONDITION_FAILED -> conditionsFailed.increment();
        case OTHER -> {}
      }
    }

    private void remove() {
      List.of(latency, userErrors, systemErrors, throttled, conditionsFailed)
          .forEach(registry::remove);
    }
  }
}
