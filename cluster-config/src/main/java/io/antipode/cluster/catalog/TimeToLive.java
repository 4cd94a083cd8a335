package io.antipode.cluster.catalog;

/**
 * A table's time to live: items are deleted after the time that an attribute of theirs holds.
 *
 * @param id 64 random bits, new with each change of the setting: what shards do about a change, and
 *     have done, goes by it
 * @param attribute 1 to 255 bytes; of a setting that is off the one that it had
 */
public record TimeToLive(long id, String attribute, boolean enabled) {
  public TimeToLive {
    if (attribute.isEmpty()) {
      throw new IllegalArgumentException("time to live without an attribute");
    }
  }
}
