package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.Throughput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests about tables ask for, as they ask for it: the model's types and constraints are
 * kept, and nothing else has been looked at. What is null was not mentioned.
 */
final class Wishes {
  private Wishes() {}

  /** One of {@code AttributeDefinitions}. */
  record Definition(String name, ScalarType type) {}

  /** One of {@code KeySchema}. */
  record KeyElement(String name, boolean isRange) {}

  /**
   * @param names NonKeyAttributes
   */
  record ProjectionWish(Projection.@Nullable Kind kind, List<String> names) {}

  /** A secondary index that is to be made. */
  record IndexWish(
      String name, List<KeyElement> key, ProjectionWish projection, @Nullable Throughput capacity) {
    List<String> keyNames() {
      return key.stream().map(KeyElement::name).toList();
    }
  }

  record StreamWish(boolean enabled, @Nullable StreamViewType viewType) {}

  /**
   * @param type AES256 or KMS
   */
  record EncryptionWish(boolean enabled, @Nullable String type, @Nullable String kmsKeyId) {}

  /** Units of OnDemandThroughput or WarmThroughput. */
  record Units(@Nullable Long read, @Nullable Long write) {}

  /** What CreateTable and UpdateTable both take. */
  record Settings(
      @Nullable BillingMode billing,
      @Nullable Throughput capacity,
      @Nullable StreamWish stream,
      @Nullable EncryptionWish encryption,
      @Nullable Units onDemand,
      @Nullable Units warm,
      @Nullable String tableClass,
      @Nullable Boolean deletionProtection) {}

  /** One of {@code GlobalSecondaryIndexUpdates}. */
  sealed interface IndexChange {
    String name();

    record Create(IndexWish index) implements IndexChange {
      @Override
      public String name() {
        return index.name();
      }
    }

    record Delete(String name) implements IndexChange {}

    record Update(String name, @Nullable Throughput capacity) implements IndexChange {}
  }
}
