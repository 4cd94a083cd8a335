package io.antipode.load.workload;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Key;
import io.antipode.node.item.AttributeValue;
import java.util.SplittableRandom;

/**
 * Keys that belong to one region: only its clients write them, so that what they read must be
 * linearizable although the table lives in all regions.
 */
final class HomeKeys {
  private HomeKeys() {}

  static Key key(WorkloadOptions options, Region home, int number) {
    return Key.of(options.table(), home + ".k" + number);
  }

  /** Padding of up to the options' size. */
  static AttributeValue padding(WorkloadOptions options, SplittableRandom random) {
    return new AttributeValue.S("x".repeat(random.nextInt(options.itemBytes() + 1)));
  }
}
