package io.antipode.replication.antientropy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BucketDigestsTest {
  private static final Region EU = new Region("eu-west-1");

  private static Mutation item(int key, long hlc, int @Nullable ... image) {
    byte[] bytes = image == null ? null : new byte[] {(byte) image[0]};
    return new Mutation(
        ByteBuffer.allocate(12).putLong(1).putInt(8, key).array(),
        new Version(hlc, EU),
        bytes,
        null,
        0,
        0);
  }

  @Test
  void orderDoesNotMatterAndTombstonesDoNotCount() {
    BucketDigests up = new BucketDigests(Long.MAX_VALUE);
    BucketDigests down = new BucketDigests(Long.MAX_VALUE);
    for (int i = 0; i < 1_000; i++) {
      up.add(item(i, 7, i));
      down.add(item(999 - i, 7, 999 - i));
    }
    down.add(item(5_000, 9, (int[]) null));
    assertArrayEquals(up.sums(), down.sums());
    assertTrue(BucketDigests.isEmpty(BucketDigests.differing(up.sums(), down.sums())));
  }

  @Test
  void oneChangedVersionOrImageMarksItsBucketAlone() {
    BucketDigests mine = new BucketDigests(Long.MAX_VALUE);
    BucketDigests theirs = new BucketDigests(Long.MAX_VALUE);
    for (int i = 0; i < 1_000; i++) {
      mine.add(item(i, 7, 1));
      theirs.add(i == 400 ? item(i, 8, 1) : i == 500 ? item(i, 7, 2) : item(i, 7, 1));
    }
    byte[] set = BucketDigests.differing(mine.sums(), theirs.sums());
    assertTrue(BucketDigests.contains(set, item(400, 1, 1).key()));
    assertTrue(BucketDigests.contains(set, item(500, 1, 1).key()));
    int marked = 0;
    for (byte bits : set) {
      marked += Integer.bitCount(bits & 0xff);
    }
    assertEquals(2, marked);
  }

  @Test
  void keysSpreadOverAllBuckets() {
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      BucketDigests one = new BucketDigests(Long.MAX_VALUE);
      one.add(item(i, 7, 1));
      long[] sums = one.sums();
      for (int bucket = 0; bucket < sums.length; bucket++) {
        if (sums[bucket] != 0) {
          used.add(bucket);
        }
      }
    }
    assertEquals(BucketDigests.BUCKETS, used.size());
    assertFalse(used.contains(256));
  }
}
