package io.antipode.cluster.catalog;

/**
 * Whether the keys that are used most are noted, of a table or of one of its global indexes.
 *
 * @param index empty for the table
 * @param changedAtMs epoch milliseconds of the last change
 * @param sinceMs epoch milliseconds when it was switched on last
 */
public record ContributorInsights(
    String index, boolean enabled, Mode mode, long sinceMs, long changedAtMs) {
  /** The index of the table itself. */
  public static final String TABLE = "";

  /** Which keys. */
  public enum Mode {
    ACCESSED_AND_THROTTLED_KEYS,
    THROTTLED_KEYS
  }
}
