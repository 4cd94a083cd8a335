package io.antipode.load.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Regions whose clocks are ahead, by minutes, hours or decades, and are corrected: does the way out
 * ({@code repair --clock}) bring them back without loss?
 *
 * <pre>
 *   three regions write; the clock of one jumps ahead, now and then that of a second with it; they
 *   write on, links are cut and mended, processes stop and die; the clocks are corrected; they write
 *   on, and their peers hold that back
 *     a repair             says so, and lowers what lies ahead; a second one finds nothing
 *     a minute later       all regions are equal, every acknowledged write stands or a later one,
 *                          and what is written now is everywhere in a second
 * </pre>
 */
public final class ClockCampaign {
  /** What came of a case. */
  public enum Outcome {
    /** Times were lowered. */
    LOWERED,
    /** Nothing was written while the clock was ahead. */
    NOTHING_AHEAD
  }

  private ClockCampaign() {}

  /** Runs one case; throws {@link Violation} where something was lost, or is held back for good. */
  public static Outcome run(long seed) {
    Path home = FolderCampaign.temporary();
    try {
      return new ClockCase(seed, home).run();
    } catch (IOException e) {
      throw new Violation("restart: a sound folder does not open: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw new Violation("unexpected: " + e, e);
    } finally {
      FolderCampaign.delete(home);
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
}
