package io.antipode.load.simulation;

import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.checkpoint.CheckpointReader;
import io.antipode.replication.checkpoint.Checkpoints;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.log.Durability;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Damages a file of a shard that is at rest and looks whether anybody notices: every file is read
 * whole, as recovery, replay, streams and senders would.
 *
 * <p>How is it decided that damage is harmless? Everything that the files are read for comes out as
 * it was without the damage: each item and tombstone with its version, each record of the log, the
 * watermark. So the changed bytes are ones that no reader uses (the mark of an orderly close that
 * is not believed anyway, an unfinished checkpoint, a mark at the very end of the log).
 *
 * <p>One kind can't be told from what a power cut does: when the end of the log's last file is
 * taken together with the marks that say it was synced, nothing is left that knows of it. It is
 * counted apart, and accepted only where the loss is the log's end and the damage took the file's
 * end too, or the newest frames of the journal.
 */
public final class DamageCampaign {
  /** A shard looks once a second whether a checkpoint is due. */
  private static final int MAX_WRITING_MS = 2_600;

  /** Long enough for the last sync's own mark. */
  private static final int QUIET_MS = 300;

  /** What came of a damage. */
  public enum Outcome {
    NAMED,
    /** Nothing is missing, and what was damaged is made anew: a clock's bound, a log's begin. */
    MENDED,
    HARMLESS,
    /** In the journal, where nothing is needed, or what is needed is in the log too. */
    SPARE,
    TORN_END
  }

  private DamageCampaign() {}

  /** Runs one case; throws {@link Violation} where damage was read as data, or lost data. */
  public static Outcome run(long seed) {
    ShardRig rig = new ShardRig(seed, Durability.FSYNC);
    DiskDamage damage;
    ShardRig.Contents sound;
    try {
      rig.open();
      rig.write(20 + rig.random().nextInt(MAX_WRITING_MS));
      rig.world().runMs(QUIET_MS);
      rig.requireNothingLost(rig.contents());
      sound = rig.contents();
      rig.crash(rig.random().nextBoolean());
      damage = DiskDamage.strike(rig.disk(), rig.random());
    } catch (IOException e) {
      throw new Violation("restart: damage without a fault: " + e.getMessage(), e);
    }
    try {
      readCheckpoints(rig.disk());
      rig.open();
      return judge(damage, sound, rig.contents());
    } catch (DamagedFileException e) {
      return Outcome.NAMED;
    } catch (IOException e) {
      throw new Violation("damage: " + damage.what() + " is not named: " + e, e);
    } catch (RuntimeException e) {
      if (Causes.damageIn(e) != null) {
        return Outcome.NAMED;
      }
      throw e instanceof Violation violation
          ? violation
          : new Violation("damage: " + damage.what() + " is not named: " + e, e);
    }
  }

  /** As {@link #run}, for callers whose copy of the program is another one. */
  public static @Nullable String probe(long seed) {
    try {
      run(seed);
      return null;
    } catch (Violation e) {
      return e.getMessage();
    }
  }

  private static void readCheckpoints(SimulatedDisk disk) throws IOException {
    List<DamagedFileException> damages = new ArrayList<>();
    for (Checkpoint checkpoint : Checkpoints.list(disk, "s/checkpoints", damages::add)) {
      CheckpointReader.readAll(disk, checkpoint, entry -> {});
    }
    if (!damages.isEmpty()) {
      throw damages.getFirst();
    }
  }

  private static Outcome judge(
      DiskDamage damage, ShardRig.Contents sound, ShardRig.Contents found) {
    boolean sameItems = sound.items().keySet().equals(found.items().keySet());
    if (sameItems) {
      sameItems =
          sound.items().entrySet().stream()
              .allMatch(entry -> same(entry.getValue(), found.items().get(entry.getKey())));
    }
    int records = found.log().size();
    boolean prefix =
        records <= sound.log().size() && same(sound.log().subList(0, records), found.log());
    if (sameItems && same(sound.log(), found.log()) && sound.watermark() == found.watermark()) {
      if (damage.isInJournal()) {
        return Outcome.SPARE;
      }
      boolean mended = damage.path().endsWith("/clock") || damage.path().endsWith("/begin");
      return mended ? Outcome.MENDED : Outcome.HARMLESS;
    }
    boolean mayBeTorn =
        damage.isInJournal() || (damage.tookTheEnd() && damage.path().contains("/log/"));
    if (prefix && mayBeTorn) {
      return Outcome.TORN_END;
    }
    throw new Violation(
        "damage: %s went unnoticed: %d records of %d, %s items"
            .formatted(
                damage.what(), records, sound.log().size(), sameItems ? "the same" : "other"));
  }

  private static boolean same(List<Mutation> some, List<Mutation> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Mutation one, @Nullable Mutation other) {
    return other != null
        && Arrays.equals(one.key(), other.key())
        && one.version().equals(other.version())
        && Arrays.equals(one.newImage(), other.newImage())
        && Arrays.equals(one.oldImage(), other.oldImage());
  }
}
