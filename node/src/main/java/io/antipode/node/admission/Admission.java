package io.antipode.node.admission;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ItemAction;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiError.ThrottlingReason;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.insight.KeyInsights;
import io.antipode.node.insight.Subject;
import io.antipode.replication.clock.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a table's capacity lets a request begin. A request begins where there is anything in the
 * bucket of what it reads or writes, and takes at once what it will consume at least; when it has
 * ended, the rest is taken (or what was too much given back), so a bucket may owe. A write wants
 * something in the buckets of all global indexes too, as DynamoDB holds writes back for an index
 * that lags.
 *
 * <p>What is consumed and what is refused is told to Contributor Insights, by key.
 *
 * <p>Tables without limits pass by one look at a flag. Buckets are this process's own and start
 * full. Any thread, no locks but where a table's settings have changed.
 */
public final class Admission {
  private static final String TABLE_EXCEEDED =
      "The level of configured provisioned throughput for the table was exceeded. Consider"
          + " increasing your provisioning level with the UpdateTable API.";
  private static final String INDEX_EXCEEDED =
      "The level of configured provisioned throughput for one or more global secondary indexes of"
          + " the table was exceeded. Consider increasing your provisioning level for the"
          + " under-provisioned global secondary indexes with the UpdateTable API";
  private static final String MAXIMUM_EXCEEDED =
      "Throughput exceeds the maximum OnDemandThroughput configured on table or index";

  private final Region region;
  private final Catalog catalog;
  private final TimeSource time;
  private final boolean throttles;
  private final KeyInsights insights;
  private final Map<Long, TableBuckets> tables = new ConcurrentHashMap<>();

  /**
   * @param throttles whether limits hold at all
   * @param insights hears of what is consumed and refused
   */
  public Admission(
      Region region, Catalog catalog, TimeSource time, boolean throttles, KeyInsights insights) {
    this.region = region;
    this.catalog = catalog;
    this.time = time;
    this.throttles = throttles;
    this.insights = insights;
  }

  /**
   * Lets a write begin.
   *
   * @param units that it will consume of the table at least
   * @throws ApiException where the table or one of its global indexes has nothing left
   */
  public void beginWrite(ItemAction action, double units) {
    if (action.table().isLimited()) {
      ApiError refusal = tryWrite(action, units);
      if (refusal != null) {
        throw new ApiException(refusal);
      }
    }
  }

  /** The same as a value: null where it may begin. */
  public @Nullable ApiError tryWrite(ItemAction action, double units) {
    TableKeys keys = action.table();
    ApiError refusal = tryWrite(keys, units);
    if (refusal != null) {
      insights.throttled(keys, null, Subject.ofWatched(keys, action.key()));
    }
    return refusal;
  }

  private @Nullable ApiError tryWrite(TableKeys keys, double units) {
    TableBuckets buckets = keys.isLimited() ? bucketsOf(keys.table()) : null;
    if (buckets == null) {
      return null;
    }
    long now = time.nanos();
    List<ThrottlingReason> reasons = null;
    for (Map.Entry<String, TableBuckets.Pair> index : buckets.global().entrySet()) {
      TokenBucket bucket = index.getValue().write();
      if (bucket != null && !bucket.hasAny(now)) {
        reasons = reasons == null ? new ArrayList<>() : reasons;
        reasons.add(reason(buckets, index.getKey(), "Write"));
      }
    }
    TokenBucket own = buckets.own().write();
    if (reasons == null ? own == null || own.tryTake(units, now) : own == null || own.hasAny(now)) {
      return reasons == null ? null : exceeded(buckets, INDEX_EXCEEDED, reasons);
    }
    reasons = reasons == null ? new ArrayList<>() : reasons;
    reasons.addFirst(reason(buckets, null, "Write"));
    return exceeded(buckets, TABLE_EXCEEDED, reasons);
  }

  /**
   * Takes what a write has consumed.
   *
   * @param use null for nothing
   * @param taken when it began
   */
  public void endWrite(ItemAction action, @Nullable CapacityUse use, double taken) {
    TableKeys keys = action.table();
    if (use != null && keys.isWatched()) {
      insights.accessed(keys, null, Subject.ofWatched(keys, action.key()), ownUnits(use));
    }
    TableBuckets buckets = keys.isLimited() ? tables.get(keys.table().id()) : null;
    if (buckets == null) {
      return;
    }
    long now = time.nanos();
    take(buckets.own().write(), ownUnits(use) - taken, now);
    if (use != null && use.global() != null) {
      use.global().forEach((index, units) -> take(buckets.ofIndex(index).write(), units, now));
    }
  }

  /**
   * Lets a read begin.
   *
   * @param index null for the table itself
   * @param subject what it is about; null where nobody notes that
   * @param units that it will consume at least
   * @throws ApiException where there is nothing left of what it reads
   */
  public void beginRead(
      TableKeys keys, @Nullable IndexDefinition index, @Nullable Subject subject, double units) {
    if (keys.isLimited()) {
      ApiError refusal = tryRead(keys, index, subject, units);
      if (refusal != null) {
        throw new ApiException(refusal);
      }
    }
  }

  /** The same as a value: null where it may begin. */
  public @Nullable ApiError tryRead(
      TableKeys keys, @Nullable IndexDefinition index, @Nullable Subject subject, double units) {
    TableBuckets buckets = keys.isLimited() ? bucketsOf(keys.table()) : null;
    if (buckets == null) {
      return null;
    }
    String global = globalName(index);
    TokenBucket bucket = buckets.ofSource(global).read();
    if (bucket == null || bucket.tryTake(units, time.nanos())) {
      return null;
    }
    insights.throttled(keys, index, subject);
    return exceeded(
        buckets,
        global == null ? TABLE_EXCEEDED : INDEX_EXCEEDED,
        List.of(reason(buckets, global, "Read")));
  }

  /**
   * Takes what a read has consumed.
   *
   * @param index null for the table itself
   * @param subject what it was about; null where nobody notes that
   * @param use null for nothing
   * @param taken when it began
   */
  public void endRead(
      TableKeys keys,
      @Nullable IndexDefinition index,
      @Nullable Subject subject,
      @Nullable CapacityUse use,
      double taken) {
    if (subject != null && use != null) {
      insights.accessed(keys, index, subject, index == null ? ownUnits(use) : use.total());
    }
    TableBuckets buckets = keys.isLimited() ? tables.get(keys.table().id()) : null;
    if (buckets == null) {
      return;
    }
    long now = time.nanos();
    take(buckets.ofSource(globalName(index)).read(), -taken, now);
    take(buckets.own().read(), ownUnits(use), now);
    if (use != null && use.global() != null) {
      use.global().forEach((name, units) -> take(buckets.ofIndex(name).read(), units, now));
    }
  }

  /**
   * Notes one of several reads that are settled together.
   *
   * @param subject null where nobody notes that
   */
  public void note(TableKeys keys, @Nullable Subject subject, double units) {
    insights.accessed(keys, null, subject, units);
  }

  /** The index's name where it has a capacity of its own, else null. */
  private static @Nullable String globalName(@Nullable IndexDefinition index) {
    return index != null && index.isGlobal() ? index.name() : null;
  }

  /** Local indexes live off the table's capacity. */
  private static double ownUnits(@Nullable CapacityUse use) {
    if (use == null) {
      return 0;
    }
    double units = use.table();
    if (use.local() != null) {
      for (double local : use.local().values()) {
        units += local;
      }
    }
    return units;
  }

  private static void take(@Nullable TokenBucket bucket, double units, long nowNs) {
    if (bucket != null) {
      bucket.take(units, nowNs);
    }
  }

  @SuppressWarnings("ReferenceEquality") // a changed descriptor is another object: compare cheaply
  private @Nullable TableBuckets bucketsOf(TableDescriptor table) {
    if (!throttles) {
      return null;
    }
    TableBuckets known = tables.get(table.id());
    return known != null && known.table() == table ? known : renewed(table);
  }

  private TableBuckets renewed(TableDescriptor table) {
    if (!tables.containsKey(table.id())) {
      CatalogView view = catalog.view();
      tables.keySet().removeIf(id -> isGone(view.byId(id)));
    }
    return tables.compute(
        table.id(), (id, before) -> new TableBuckets(table, before, time.nanos()));
  }

  private static boolean isGone(@Nullable TableDescriptor table) {
    return table == null || table.status() == TableStatus.DELETED;
  }

  private ThrottlingReason reason(TableBuckets buckets, @Nullable String index, String kind) {
    String table = buckets.table().name();
    return new ThrottlingReason(
        (index == null ? "Table" : "Index")
            + kind
            + (buckets.isProvisioned()
                ? "ProvisionedThroughputExceeded"
                : "MaxOnDemandThroughputExceeded"),
        index == null ? Arns.table(region, table) : Arns.index(region, table, index));
  }

  private static ApiError exceeded(
      TableBuckets buckets, String provisioned, List<ThrottlingReason> reasons) {
    return buckets.isProvisioned()
        ? ApiError.throttled(ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED, provisioned, reasons)
        : ApiError.throttled(ErrorType.THROTTLING, MAXIMUM_EXCEEDED, reasons);
  }
}
