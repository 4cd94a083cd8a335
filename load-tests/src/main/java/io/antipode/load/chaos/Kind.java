package io.antipode.load.chaos;

import io.antipode.load.scenario.FaultSpec;
import java.util.SplittableRandom;

/** A kind of fault: draws whom it hits and how hard. */
interface Kind {
  /**
   * @param spec of this kind, with its parameters
   */
  Disturbance draw(FaultSpec spec, SplittableRandom random);
}
