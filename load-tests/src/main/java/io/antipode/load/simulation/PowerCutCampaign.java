package io.antipode.load.simulation;

import io.antipode.replication.log.Durability;
import java.io.IOException;

/**
 * Cuts the power (or kills the process) of a shard at a random moment under random writes, or in
 * the midst of a sync, several times in a row, and looks whether all that was acknowledged is there
 * again.
 */
public final class PowerCutCampaign {
  private static final int MAX_LIVES = 3;

  /** Long enough for a checkpoint now and then: a shard looks once a second whether one is due. */
  private static final int MAX_LIFE_MS = 1_500;

  private PowerCutCampaign() {}

  /**
   * Runs one case; throws {@link Violation} where something acknowledged is gone.
   *
   * @return how many writes had been acknowledged
   */
  public static long run(long seed) {
    boolean powerCuts = seed % 4 != 0;
    ShardRig rig = new ShardRig(seed, powerCuts ? Durability.FSYNC : Durability.OS);
    try {
      rig.open();
      for (int life = 1 + rig.random().nextInt(MAX_LIVES); life > 0; life--) {
        rig.write(1 + rig.random().nextInt(MAX_LIFE_MS));
        if (powerCuts && rig.random().nextBoolean()) {
          rig.crashInSync();
        } else {
          rig.crash(powerCuts);
        }
        rig.open();
        rig.requireNothingLost(rig.contents());
      }
    } catch (IOException e) {
      throw new Violation("restart: a power cut left damage behind: " + e.getMessage(), e);
    }
    return rig.acknowledged();
  }
}
