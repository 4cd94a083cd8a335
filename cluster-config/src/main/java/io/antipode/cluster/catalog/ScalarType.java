package io.antipode.cluster.catalog;

/** The types that a key attribute may have. */
public enum ScalarType {
  S,
  N,
  B
}
