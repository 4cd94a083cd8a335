package io.antipode.cluster.catalog;

import java.util.List;

/** Which attributes of an item an index entry shows, besides the keys. */
public record Projection(Kind kind, List<String> nonKeyAttributes) {
  /** DynamoDB's {@code ProjectionType}. */
  public enum Kind {
    ALL,
    KEYS_ONLY,
    INCLUDE
  }

  public static final Projection ALL = new Projection(Kind.ALL, List.of());
  public static final Projection KEYS_ONLY = new Projection(Kind.KEYS_ONLY, List.of());

  public Projection {
    nonKeyAttributes = List.copyOf(nonKeyAttributes);
  }
}
