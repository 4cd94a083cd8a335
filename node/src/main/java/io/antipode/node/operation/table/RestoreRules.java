package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableOptions;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.operation.table.Wishes.IndexWish;
import io.antipode.node.operation.table.Wishes.Settings;
import io.antipode.node.operation.table.Wishes.Units;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a restored table is: as its source was, without stream, tags, protection and class, and with
 * what the request overrides. Where texts are not AWS's documentation's they were seen on AWS in
 * October 2026.
 */
public final class RestoreRules {
  private static final TableMembers.Index LOCAL_INDEX =
      TableMembers.Index.local(DYNAMODB.structure("LocalSecondaryIndex"));
  private static final TableMembers.Index GLOBAL_INDEX =
      TableMembers.Index.global(DYNAMODB.structure("GlobalSecondaryIndex"));

  private final int billing;
  private final int capacity;
  private final int onDemand;
  private final int encryption;
  private final int localIndexes;
  private final int globalIndexes;

  /**
   * @param input of an action that restores
   */
  public RestoreRules(Structure input) {
    billing = input.index("BillingModeOverride");
    capacity = input.index("ProvisionedThroughputOverride");
    onDemand = input.index("OnDemandThroughputOverride");
    encryption = input.index("SSESpecificationOverride");
    localIndexes = input.index("LocalSecondaryIndexOverride");
    globalIndexes = input.index("GlobalSecondaryIndexOverride");
  }

  /** What a request overrides; what is null stays as it was. */
  public static final class Overrides {
    private final Settings settings;
    private final @Nullable List<IndexWish> local;
    private final @Nullable List<IndexWish> global;

    private Overrides(
        Settings settings, @Nullable List<IndexWish> local, @Nullable List<IndexWish> global) {
      this.settings = settings;
      this.local = local;
      this.global = global;
    }
  }

  /** The overrides of a request. */
  public Overrides overrides(Fields fields) {
    String mode = fields.textOrNull(billing);
    return new Overrides(
        new Settings(
            mode == null ? null : BillingMode.valueOf(mode),
            TableMembers.throughput(fields.structureOrNull(capacity)),
            null,
            TableMembers.encryption(fields.structureOrNull(encryption)),
            TableMembers.onDemand(fields.structureOrNull(onDemand)),
            null,
            null,
            null),
        fields.has(localIndexes) ? LOCAL_INDEX.wishes(fields.structures(localIndexes)) : null,
        fields.has(globalIndexes) ? GLOBAL_INDEX.wishes(fields.structures(globalIndexes)) : null);
  }

  /** Whether a request says how its table is to be encrypted. */
  public boolean overridesEncryption(Fields fields) {
    return fields.has(encryption);
  }

  /**
   * The new table, which is CREATING.
   *
   * @param source as it was copied
   */
  public static TableDescriptor target(
      TableDescriptor source, String name, Overrides overrides, Entropy entropy, long nowMs) {
    SharedSettings before = source.shared();
    Settings wanted = overrides.settings;
    BillingMode mode = wanted.billing() == null ? before.billing() : wanted.billing();
    Throughput throughput = throughput(wanted, before, mode);
    checkOnDemand(wanted.onDemand(), mode);
    List<IndexDescriptor> indexes = new ArrayList<>();
    indexes.addAll(indexes(source, IndexDescriptor.Scope.LOCAL, overrides.local, wanted, mode));
    indexes.addAll(indexes(source, IndexDescriptor.Scope.GLOBAL, overrides.global, wanted, mode));
    TableOptions kept =
        TableOptions.DEFAULT
            .withKmsKeyId(before.options().kmsKeyId())
            .withMaxOnDemand(before.options().maxOnDemand());
    TableOptions options =
        SettingRules.options(
            wanted, mode, throughput, kept, kept.maxOnDemand().equals(Throughput.NONE));
    return new TableDescriptor(
        entropy.nextLong(),
        name,
        TableStatus.CREATING,
        new SharedSettings(
            Version.atMs(nowMs),
            nowMs,
            used(source, indexes),
            before.key(),
            indexes.stream().map(each -> each.withId(entropy.nextLong())).toList(),
            mode,
            throughput,
            null,
            mode == BillingMode.PAY_PER_REQUEST ? options.withOnDemandAt(nowMs) : options,
            source.keySpace().seed(),
            null),
        LocalSettings.DEFAULT,
        Map.of());
  }

  private static Throughput throughput(Settings wanted, SharedSettings before, BillingMode mode) {
    Throughput given = wanted.capacity();
    if (mode == BillingMode.PAY_PER_REQUEST) {
      if (given != null) {
        throw refused(
            wanted.billing() == null
                ? "Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED"
                : "Cannot override ProvisionedThroughput if BillingMode is overridden to"
                    + " PAY_PER_REQUEST");
      }
      return Throughput.NONE;
    }
    if (given == null) {
      if (wanted.billing() != null) {
        throw refused(
            "Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED");
      }
      return before.throughput();
    }
    return BillingRules.inBounds(given);
  }

  private static void checkOnDemand(@Nullable Units units, BillingMode mode) {
    if (units == null) {
      return;
    }
    String read = "MaxReadRequestUnits";
    if (mode != BillingMode.PAY_PER_REQUEST) {
      throw refused(
          "Cannot override "
              + (units.read() == null ? "MaxWriteRequestUnits" : read)
              + " for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST");
    }
    checkRange(units.read(), read);
    checkRange(units.write(), "MaxWriteRequestUnits");
  }

  private static void checkRange(@Nullable Long units, String member) {
    if (units != null && (units == 0 || units < -1)) {
      throw refused("Requested " + member + " for OnDemandThroughput is outside of valid range");
    }
  }

  /** The indexes of one scope: all of the source's, or those that are named, by what they are. */
  private static List<IndexDescriptor> indexes(
      TableDescriptor source,
      IndexDescriptor.Scope scope,
      @Nullable List<IndexWish> wishes,
      Settings wanted,
      BillingMode mode) {
    List<IndexDescriptor> there =
        source.indexes().stream()
            .filter(each -> each.scope() == scope)
            .filter(each -> each.status() != IndexDescriptor.Status.DELETING)
            .map(each -> each.withStatus(IndexDescriptor.Status.ACTIVE))
            .toList();
    List<IndexDescriptor> indexes = new ArrayList<>();
    if (wishes == null) {
      for (IndexDescriptor each : there) {
        indexes.add(priced(each, null, wanted, mode));
      }
      return indexes;
    }
    Set<String> names = new HashSet<>();
    for (IndexWish wish : wishes) {
      if (!names.add(wish.name())) {
        throw Invalid.parameter("Duplicate index name: " + wish.name());
      }
      IndexDescriptor match =
          there.stream()
              .filter(each -> isLike(each, wish))
              .findFirst()
              .orElseThrow(
                  () ->
                      refused(
                          "Index "
                              + wish.name()
                              + " does not match a secondary index that existed in the source"
                              + " table and cannot be created during the restore operation"));
      indexes.add(priced(named(match, wish.name()), wish.capacity(), wanted, mode));
    }
    return indexes;
  }

  private static boolean isLike(IndexDescriptor index, IndexWish wish) {
    Projection.Kind kind = wish.projection().kind();
    return KeyRules.elements(index.key()).equals(wish.key())
        && index.projection().kind() == kind
        && new HashSet<>(index.projection().nonKeyAttributes())
            .equals(new HashSet<>(wish.projection().names()));
  }

  private static IndexDescriptor named(IndexDescriptor index, String name) {
    return new IndexDescriptor(
        0,
        name,
        index.scope(),
        index.key(),
        index.projection(),
        index.throughput(),
        index.status());
  }

  private static IndexDescriptor priced(
      IndexDescriptor index, @Nullable Throughput given, Settings wanted, BillingMode mode) {
    if (index.scope() == IndexDescriptor.Scope.LOCAL) {
      return index;
    }
    IndexDescriptor fresh = named(index, index.name());
    if (mode == BillingMode.PAY_PER_REQUEST) {
      if (given != null) {
        throw refused(
            "Cannot override ProvisionedThroughput if BillingMode is overridden to"
                + " PAY_PER_REQUEST for index "
                + index.name());
      }
      return fresh.withThroughput(Throughput.NONE);
    }
    if (given != null) {
      return fresh.withThroughput(BillingRules.inBounds(given));
    }
    if (wanted.billing() != null && index.throughput().equals(Throughput.NONE)) {
      throw refused("Must specify provisioned throughput for index " + index.name());
    }
    return fresh;
  }

  /** The definitions that some key stands on still. */
  private static List<AttributeDefinition> used(
      TableDescriptor source, List<IndexDescriptor> indexes) {
    Set<String> names = new HashSet<>(source.key().names());
    indexes.forEach(index -> names.addAll(index.key().names()));
    return source.shared().attributes().stream()
        .filter(each -> names.contains(each.name()))
        .toList();
  }

  private static ApiException refused(String why) {
    return ApiException.validation("Invalid Request: " + why);
  }
}
