package io.antipode.node.wire;

import io.antipode.cluster.topology.Region;
import java.util.List;

/** Disturbs links and clocks on purpose. Any thread; does not block. */
public interface FaultSwitch {
  /** What is disturbed now. */
  List<Fault> active();

  /**
   * Begins the fault, or ends it where its value says so, in place of an earlier one of its kind.
   *
   * @throws IllegalArgumentException naming a region that there is not
   */
  void apply(Fault fault);

  /** Ends all faults. */
  void clear();

  /** A disturbance. */
  sealed interface Fault {
    /** Nothing passes from one region to the other; the way back is a fault of its own. */
    record Cut(Region from, Region to, boolean cut) implements Fault {}

    /** What passes arrives later, by the delay and up to the jitter more; 0 and 0 end it. */
    record Delay(Region from, Region to, long delayMs, long jitterMs) implements Fault {
      public Delay {
        if (delayMs < 0 || jitterMs < 0) {
          throw new IllegalArgumentException("delayMs and jitterMs must not be negative");
        }
      }
    }

    /** A frame is overtaken by the next with this probability, 0 to 1; 0 ends it. */
    record Reorder(Region from, Region to, double probability) implements Fault {
      public Reorder {
        if (!(probability >= 0 && probability <= 1)) {
          throw new IllegalArgumentException("reorder must be from 0 to 1");
        }
      }
    }

    /** A region's clock is ahead by this much, or behind, at most a day; 0 ends it. */
    record Skew(Region region, long skewMs) implements Fault {
      private static final long MAX_MS = 24 * 60 * 60 * 1_000L;

      public Skew {
        if (skewMs < -MAX_MS || skewMs > MAX_MS) {
          throw new IllegalArgumentException("skewMs must be within a day, " + MAX_MS);
        }
      }
    }
  }
}
