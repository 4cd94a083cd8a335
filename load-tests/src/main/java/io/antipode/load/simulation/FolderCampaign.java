package io.antipode.load.simulation;

import io.antipode.load.target.FolderTree;
import io.antipode.node.item.Bytes;
import io.antipode.replication.mutation.Mutation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Damages a whole data folder at rest, whatever lies in it, and looks whether anybody notices, and
 * whether there is a way out.
 *
 * <pre>
 *   two regions write; copies are made of one's folder now and then; it stops, is killed, or loses
 *   its power; something is damaged; it starts, without its peer
 *     it serves        all that was acknowledged is there, or                       silent: a violation
 *                      the end of a log that nobody knew of is gone: TORN_END
 *     it refuses       the file is named, or                                        a violation
 *                      the repair says what it does, and the next start serves, or  no way out: a violation
 *   its peer is reached again; what the peer had, or the folder still has, is everywhere in the end
 * </pre>
 */
public final class FolderCampaign {
  /** What came of a damage. */
  public enum Outcome {
    /** Nothing is missing. */
    WHOLE,
    /** It was named, by the start or soon after it, and the way out led to all there was. */
    NAMED,
    /** It was named; what no peer had was lost, as the repair had said. */
    NAMED_AND_LOST,
    /** The end of the log, of which nothing said that it was there. */
    TORN_END
  }

  /**
   * What was done to which kind of file, and what came of it.
   *
   * @param kind of the files
   * @param how without numbers
   */
  public record Result(String kind, String how, Outcome outcome) {}

  private FolderCampaign() {}

  /** Runs one case; throws {@link Violation} where something was lost in silence, or for good. */
  public static Result run(long seed) {
    Path home = temporary();
    try {
      return new FolderCase(seed, home).run();
    } catch (IOException e) {
      throw new Violation("restart: a sound folder does not open: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new Violation("unexpected: " + e, e);
    } finally {
      delete(home);
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

  /** Small files and a long retention. */
  static Settings settings(Draws draws) {
    return new Settings(
        0,
        1,
        100,
        1,
        1,
        Settings.SMALL_PADDING_BYTES,
        draws.oneIn("fsync", 2),
        draws.oneIn("small segments", 2) ? 4 << 10 : 8 << 10,
        draws.oneIn("small checkpoints", 2) ? 4 << 10 : 32 << 10,
        16 << 10,
        86_400_000,
        20_000,
        20,
        5);
  }

  static Path temporary() {
    try {
      return Files.createTempDirectory("antipode-damage-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path tree) {
    try {
      FolderTree.delete(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands in a region, tombstones too. */
  static FolderModel.Standing contents(FolderRegion region, List<SimulatedTable> tables) {
    Map<Bytes, Mutation> found = new HashMap<>();
    for (SimulatedTable table : tables) {
      if (table.isIn(region.region())) {
        region.eachShard(
            shard -> table.eachIn(shard, each -> found.put(new Bytes(each.key()), each)));
      }
    }
    return (table, key) -> found.get(key);
  }

  /** The digests of what both regions should have alike. */
  static String digests(FolderRegion region, SimulatedTable table) {
    StringBuilder digests = new StringBuilder();
    region.eachShard(shard -> digests.append(shard.digest(table.id())));
    return digests.toString();
  }
}
