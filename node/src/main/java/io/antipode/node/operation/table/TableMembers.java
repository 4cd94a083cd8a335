package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.operation.table.Wishes.Definition;
import io.antipode.node.operation.table.Wishes.EncryptionWish;
import io.antipode.node.operation.table.Wishes.IndexWish;
import io.antipode.node.operation.table.Wishes.KeyElement;
import io.antipode.node.operation.table.Wishes.ProjectionWish;
import io.antipode.node.operation.table.Wishes.StreamWish;
import io.antipode.node.operation.table.Wishes.Units;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The structures that requests about tables are made of, as {@link Wishes}. */
final class TableMembers {
  private static final Structure DEFINITION = DYNAMODB.structure("AttributeDefinition");
  private static final int DEFINITION_NAME = DEFINITION.index("AttributeName");
  private static final int DEFINITION_TYPE = DEFINITION.index("AttributeType");

  private static final Structure KEY = DYNAMODB.structure("KeySchemaElement");
  private static final int KEY_NAME = KEY.index("AttributeName");
  private static final int KEY_TYPE = KEY.index("KeyType");

  private static final Structure CAPACITY = DYNAMODB.structure("ProvisionedThroughput");
  private static final int CAPACITY_READ = CAPACITY.index("ReadCapacityUnits");
  private static final int CAPACITY_WRITE = CAPACITY.index("WriteCapacityUnits");

  private static final Structure ON_DEMAND = DYNAMODB.structure("OnDemandThroughput");
  private static final int ON_DEMAND_READ = ON_DEMAND.index("MaxReadRequestUnits");
  private static final int ON_DEMAND_WRITE = ON_DEMAND.index("MaxWriteRequestUnits");

  private static final Structure WARM = DYNAMODB.structure("WarmThroughput");
  private static final int WARM_READ = WARM.index("ReadUnitsPerSecond");
  private static final int WARM_WRITE = WARM.index("WriteUnitsPerSecond");

  private static final Structure PROJECTION = DYNAMODB.structure("Projection");
  private static final int PROJECTION_TYPE = PROJECTION.index("ProjectionType");
  private static final int PROJECTION_NAMES = PROJECTION.index("NonKeyAttributes");

  private static final Structure STREAM = DYNAMODB.structure("StreamSpecification");
  private static final int STREAM_ENABLED = STREAM.index("StreamEnabled");
  private static final int STREAM_VIEW = STREAM.index("StreamViewType");

  private static final Structure ENCRYPTION = DYNAMODB.structure("SSESpecification");
  private static final int ENCRYPTION_ENABLED = ENCRYPTION.index("Enabled");
  private static final int ENCRYPTION_TYPE = ENCRYPTION.index("SSEType");
  private static final int ENCRYPTION_KEY = ENCRYPTION.index("KMSMasterKeyId");

  private TableMembers() {}

  /** Where what both inputs have stands in one of them. */
  record Input(
      int tableName,
      int definitions,
      int billing,
      int capacity,
      int stream,
      int encryption,
      int onDemand,
      int warm,
      int tableClass,
      int deletionProtection) {
    static Input of(Structure input) {
      return new Input(
          input.index("TableName"),
          input.index("AttributeDefinitions"),
          input.index("BillingMode"),
          input.index("ProvisionedThroughput"),
          input.index("StreamSpecification"),
          input.index("SSESpecification"),
          input.index("OnDemandThroughput"),
          input.index("WarmThroughput"),
          input.index("TableClass"),
          input.index("DeletionProtectionEnabled"));
    }

    List<Definition> definitions(Fields input) {
      return input.structures(definitions).stream()
          .map(
              each ->
                  new Definition(
                      each.text(DEFINITION_NAME), ScalarType.valueOf(each.text(DEFINITION_TYPE))))
          .toList();
    }

    Wishes.Settings settings(Fields input) {
      String mode = input.textOrNull(billing);
      return new Wishes.Settings(
          mode == null ? null : BillingMode.valueOf(mode),
          throughput(input.structureOrNull(capacity)),
          TableMembers.stream(input.structureOrNull(stream)),
          TableMembers.encryption(input.structureOrNull(encryption)),
          TableMembers.onDemand(input.structureOrNull(onDemand)),
          TableMembers.warm(input.structureOrNull(warm)),
          input.textOrNull(tableClass),
          input.has(deletionProtection) ? input.flag(deletionProtection) : null);
    }
  }

  /** Where the members of an index stand: CreateTable and UpdateTable each have a structure. */
  record Index(int name, int key, int projection, int capacity) {
    /** One that takes no capacity of its own. */
    static Index local(Structure index) {
      return new Index(
          index.index("IndexName"), index.index("KeySchema"), index.index("Projection"), -1);
    }

    static Index global(Structure index) {
      return new Index(
          index.index("IndexName"),
          index.index("KeySchema"),
          index.index("Projection"),
          index.index("ProvisionedThroughput"));
    }

    IndexWish wish(Fields index) {
      Fields shown = index.structure(projection);
      String kind = shown.textOrNull(PROJECTION_TYPE);
      return new IndexWish(
          index.text(name),
          TableMembers.key(index, key),
          new ProjectionWish(
              kind == null ? null : Projection.Kind.valueOf(kind), shown.texts(PROJECTION_NAMES)),
          capacity < 0 ? null : throughput(index.structureOrNull(capacity)));
    }

    List<IndexWish> wishes(List<Fields> indexes) {
      List<IndexWish> wishes = new ArrayList<>();
      indexes.forEach(index -> wishes.add(wish(index)));
      return wishes;
    }
  }

  static List<KeyElement> key(Fields structure, int keySchema) {
    return structure.structures(keySchema).stream()
        .map(each -> new KeyElement(each.text(KEY_NAME), each.text(KEY_TYPE).equals("RANGE")))
        .toList();
  }

  static @Nullable Throughput throughput(@Nullable Fields capacity) {
    return capacity == null
        ? null
        : new Throughput(capacity.whole(CAPACITY_READ), capacity.whole(CAPACITY_WRITE));
  }

  /** One that has neither member says nothing. */
  private static @Nullable Units units(@Nullable Fields units, int read, int write) {
    return units == null || !(units.has(read) || units.has(write))
        ? null
        : new Units(units.wholeOrNull(read), units.wholeOrNull(write));
  }

  private static @Nullable StreamWish stream(@Nullable Fields stream) {
    if (stream == null) {
      return null;
    }
    String viewType = stream.textOrNull(STREAM_VIEW);
    return new StreamWish(
        stream.flag(STREAM_ENABLED), viewType == null ? null : StreamViewType.valueOf(viewType));
  }

  /** {@code OnDemandThroughput}. */
  static @Nullable Units onDemand(@Nullable Fields units) {
    return units(units, ON_DEMAND_READ, ON_DEMAND_WRITE);
  }

  /** {@code WarmThroughput}. */
  static @Nullable Units warm(@Nullable Fields units) {
    return units(units, WARM_READ, WARM_WRITE);
  }

  static @Nullable EncryptionWish encryption(@Nullable Fields encryption) {
    return encryption == null
        ? null
        : new EncryptionWish(
            encryption.flag(ENCRYPTION_ENABLED),
            encryption.textOrNull(ENCRYPTION_TYPE),
            encryption.textOrNull(ENCRYPTION_KEY));
  }
}
