package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.table.Wishes.EncryptionWish;
import io.antipode.node.operation.table.Wishes.Settings;
import io.antipode.node.operation.table.Wishes.StreamWish;
import io.antipode.node.operation.table.Wishes.Units;
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
  static @Nullable StreamViewType streamOfNewTable(@Nullable StreamWish stream) {
    if (stream == null) {
      return null;
    }
    if (!stream.enabled()) {
      if (stream.viewType() != null) {
        throw Invalid.parameter(
            "Table is being created with a stream disabled, UpdateViewType should not be"
                + " specified");
      }
      return null;
    }
    if (stream.viewType() == null) {
      throw Invalid.parameter(
          "Table is being created with a stream enabled, UpdateViewType is required");
    }
    return stream.viewType();
  }

  /**
   * The options of a table once the request's are applied: encryption, bounds of on-demand
   * capacity, warm throughput. But for the bounds they change nothing but what is described:
   * everything is encrypted or not as the disk below is.
   *
   * @param isNew whether the table is only being made, of which other things are said
   */
  static TableOptions options(
      Settings request,
      BillingMode billing,
      Throughput provisioned,
      TableOptions before,
      boolean isNew) {
    TableOptions after = before;
    if (request.encryption() != null) {
      after = after.withKmsKeyId(kmsKeyId(request.encryption()));
    }
    Units onDemand = request.onDemand();
    if (billing == BillingMode.PROVISIONED) {
      if (onDemand != null) {
        throw Invalid.parameter(
            (onDemand.read() != null ? "MaxReadRequestUnits" : "MaxWriteRequestUnits")
                + " for OnDemandThroughput cannot be specified when the table BillingMode is"
                + " PROVISIONED");
      }
      after = after.withMaxOnDemand(Throughput.NONE);
    } else if (onDemand != null) {
      after =
          after.withMaxOnDemand(
              new Throughput(
                  bound(onDemand.read(), "Read", after.maxOnDemand().readUnits(), isNew),
                  bound(onDemand.write(), "Write", after.maxOnDemand().writeUnits(), isNew)));
    }
    Units warm = request.warm();
    if (warm != null) {
      Throughput now = warm(billing, provisioned, before);
      String lower = tooLow(billing, isNew);
      after =
          after.withWarm(
              new Throughput(
                  warmer(warm.read(), "Read", now.readUnits(), lower),
                  warmer(warm.write(), "Write", now.writeUnits(), lower)));
    }
    return after;
  }

  /** A bound, 0 for none; the API says -1 to take one away, which a new table has none of. */
  private static long bound(@Nullable Long asked, String kind, long before, boolean isNew) {
    if (asked == null) {
      return before;
    }
    if (asked < -1 || asked == 0 || (asked == -1 && isNew)) {
      throw Invalid.parameter(
          "Requested Max"
              + kind
              + "RequestUnits for OnDemandThroughput for table is outside of valid range");
    }
    return Math.max(0, asked);
  }

  /** What a table is ready for at once: never less than it was, nor than it has. */
  static Throughput warm(BillingMode billing, Throughput provisioned, TableOptions options) {
    return options.warm().max(billing == BillingMode.PAY_PER_REQUEST ? WARM : provisioned);
  }

  /**
   * @param lower what is said of less, with {@code %s} for the kind
   */
  private static long warmer(@Nullable Long asked, String kind, long now, String lower) {
    if (asked != null && asked < now) {
      throw Invalid.parameter(
          "Requested "
              + kind
              + "UnitsPerSecond for WarmThroughput for table is lower than "
              + lower.formatted(kind));
    }
    return asked == null ? now : asked;
  }

  private static String tooLow(BillingMode billing, boolean isNew) {
    if (!isNew) {
      return "current WarmThroughput, decreasing WarmThroughput is not supported";
    }
    return billing == BillingMode.PROVISIONED
        ? "%sCapacityUnits of ProvisionedThroughput"
        : "initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/"
            + "developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial";
  }

  /**
   * The key, empty for the one that AWS manages, or null where encryption is left to the service.
   */
  private static @Nullable String kmsKeyId(EncryptionWish encryption) {
    boolean enabled = encryption.enabled();
    if (!enabled && encryption.type() != null) {
      throw Invalid.parameter("SSEType can not be specified if Enabled is false");
    }
    if (!enabled && encryption.kmsKeyId() != null) {
      throw Invalid.parameter("KMSMasterKeyId can not be specified if Enabled is false");
    }
    if ("AES256".equals(encryption.type())) {
      throw Invalid.parameter("SSEType AES256 is not supported");
    }
    String key = encryption.kmsKeyId();
    return enabled ? key == null ? "" : key : null;
  }

  static String tableClass(Settings request) {
    String tableClass = request.tableClass();
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
