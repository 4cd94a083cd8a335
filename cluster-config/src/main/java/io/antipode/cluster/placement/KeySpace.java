package io.antipode.cluster.placement;

import java.nio.charset.StandardCharsets;

/**
 * The keys of one table, or of one index: what they begin with, and what places them.
 *
 * @param id that all of them begin with, and no others
 * @param seed of {@link PartitionHash}: of one seed, the same partition keys come in the same order
 */
public record KeySpace(long id, long seed) {
  /** One that is placed by its random id: those from before seeds are. */
  public static KeySpace byId(long id) {
    return new KeySpace(id, id);
  }

  /** The seed of all that has a name, whenever it is made. */
  public static long seedOf(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return PartitionHash.of(0, bytes, 0, bytes.length);
  }
}
