package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Key;
import java.util.SplittableRandom;

/**
 * Keys that belong to one region, a few at a time. What a checker pays for an item grows faster
 * than its history, and in a long run too many outcomes of one item would be unknown; so once much
 * has happened to the keys, they are left alone and others take their place.
 */
final class Rotation {
  private static final long USES_OF_A_KEY = 600;

  private final WorkloadOptions options;
  private long uses;

  Rotation(WorkloadOptions options) {
    this.options = options;
  }

  /** One of the keys of the moment. */
  Key any(Region home, SplittableRandom random) {
    int generation = (int) (uses++ / (USES_OF_A_KEY * options.keys()));
    return HomeKeys.key(
        options, home, generation * options.keys() + random.nextInt(options.keys()));
  }
}
