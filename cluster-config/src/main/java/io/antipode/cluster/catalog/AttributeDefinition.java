package io.antipode.cluster.catalog;

/** A key attribute of the table or of one of its indexes, with its type. */
public record AttributeDefinition(String name, ScalarType type) {}
