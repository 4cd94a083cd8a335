package io.antipode.cluster.catalog;

/**
 * A policy that is attached to a table or to a stream of it.
 *
 * @param resource empty for the table; else {@code stream/LABEL}
 * @param text JSON, as it was given
 * @param revision of the last change, which the next one may expect
 */
public record ResourcePolicy(String resource, String text, String revision) {
  /** The resource of the table itself. */
  public static final String TABLE = "";
}
