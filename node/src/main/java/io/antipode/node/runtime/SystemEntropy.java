package io.antipode.node.runtime;

import io.antipode.replication.clock.Entropy;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * SplitMix64 (Steele, Lea, Flood: OOPSLA 2014) from a secret seed: fast, lock-free and never the
 * same in two processes. Unpredictable enough for identifiers, not for keys.
 */
public final class SystemEntropy implements Entropy {
  private static final long GAMMA = 0x9e37_79b9_7f4a_7c15L;

  private final AtomicLong state = new AtomicLong(new SecureRandom().nextLong());

  @Override
  public long nextLong() {
    long z = state.addAndGet(GAMMA);
    z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    return z ^ (z >>> 31);
  }
}
