package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.request.Body;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streams, encryption and table class, as CreateTable and UpdateTable take them. */
final class SettingRules {
  /** What a table is ready for at once, as AWS shows it for every table billed per request. */
  static final Throughput WARM = new Throughput(12_000, 4_000);

  static final String STANDARD = "STANDARD";
  private static final Set<String> TABLE_CLASSES = Set.of(STANDARD, "STANDARD_INFREQUENT_ACCESS");

  private SettingRules() {}

  /** The view of the stream that a new table has, or null for none. */
  static @Nullable StreamViewType streamOfNewTable(Body request) {
    Body stream = request.structOrNull("StreamSpecification");
    if (stream == null) {
      return null;
    }
    String viewType = stream.textOrNull("StreamViewType");
    if (!stream.flag("StreamEnabled")) {
      if (viewType != null) {
        throw Invalid.parameter(
            "Table is being created with a stream disabled, UpdateViewType should not be"
                + " specified");
      }
      return null;
    }
    if (viewType == null) {
      throw Invalid.parameter(
          "Table is being created with a stream enabled, UpdateViewType is required");
    }
    return StreamViewType.valueOf(viewType);
  }

  /**
   * The options of a table once the request's are applied: encryption, bounds of on-demand
   * capacity, warm throughput. None of them changes anything but what is described: everything is
   * encrypted or not as the disk below is.
   */
  static TableOptions options(Body request, BillingMode billing, TableOptions before) {
    TableOptions after = before;
    Body encryption = request.structOrNull("SSESpecification");
    if (encryption != null) {
      after = after.withKmsKeyId(kmsKeyId(encryption));
    }
    Body onDemand = request.structOrNull("OnDemandThroughput");
    if (billing == BillingMode.PROVISIONED) {
      after = after.withMaxOnDemand(Throughput.NONE);
    } else if (onDemand != null) {
      after =
          after.withMaxOnDemand(
              new Throughput(
                  bound(onDemand, "MaxReadRequestUnits", after.maxOnDemand().readUnits()),
                  bound(onDemand, "MaxWriteRequestUnits", after.maxOnDemand().writeUnits())));
    }
    Body warm = request.structOrNull("WarmThroughput");
    if (warm != null) {
      after =
          after.withWarm(
              new Throughput(
                  warmer(warm, "ReadUnitsPerSecond", after.warm().readUnits(), WARM.readUnits()),
                  warmer(
                      warm, "WriteUnitsPerSecond", after.warm().writeUnits(), WARM.writeUnits())));
    }
    return after;
  }

  /** A bound, 0 for none; the API says -1 to take one away. */
  private static long bound(Body onDemand, String member, long before) {
    return onDemand.has(member) ? Math.max(0, onDemand.number(member)) : before;
  }

  private static long warmer(Body warm, String member, long before, long least) {
    long now = Math.max(before, least);
    if (!warm.has(member)) {
      return now;
    }
    long asked = warm.number(member);
    if (asked < now) {
      throw Invalid.parameter(
          "Requested "
              + member
              + " for WarmThroughput for table is lower than current WarmThroughput, decreasing"
              + " WarmThroughput is not supported");
    }
    return asked;
  }

  /**
   * The key, empty for the one that AWS manages, or null where encryption is left to the service.
   */
  private static @Nullable String kmsKeyId(Body encryption) {
    boolean enabled = encryption.flag("Enabled");
    if (!enabled && encryption.has("SSEType")) {
      throw Invalid.parameter("SSEType can not be specified if Enabled is false");
    }
    if (!enabled && encryption.has("KMSMasterKeyId")) {
      throw Invalid.parameter("KMSMasterKeyId can not be specified if Enabled is false");
    }
    if ("AES256".equals(encryption.textOrNull("SSEType"))) {
      throw Invalid.parameter("SSEType AES256 is not supported");
    }
    String key = encryption.textOrNull("KMSMasterKeyId");
    return enabled ? key == null ? "" : key : null;
  }

  static String tableClass(Body request) {
    String tableClass = request.textOrNull("TableClass");
    if (tableClass == null) {
      return STANDARD;
    }
    if (!TABLE_CLASSES.contains(tableClass)) {
      throw ApiException.validation(
          "Invalid table-class parameter provided. Please try again with a valid table-class"
              + " value: [STANDARD, STANDARD_INFREQUENT_ACCESS].");
    }
    return tableClass;
  }
}
