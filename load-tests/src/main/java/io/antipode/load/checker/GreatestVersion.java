package io.antipode.load.checker;

import io.antipode.replication.clock.Version;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one judge of "the write of greatest version won, whole". Whoever asks brings the writes of an
 * item as its clients know them, and what a region shows of it in the end; {@link Winner} asks for
 * histories, the simulation for its ledger, the bench for its counters.
 *
 * <p>The rule: the acknowledged write of greatest version shows. Only a write whose fate nobody
 * knows may show in its place, since its version may be greater: one that was never answered, or
 * whose region lost its disk. A deletion that won so may have been forgotten since, so nothing at
 * all is right where such a deletion was sent.
 */
public final class GreatestVersion {
  /**
   * A write of the item; those that were refused are not among them.
   *
   * @param of what the caller knows it by
   * @param version null where its fate is unknown
   * @param image what it leaves, compared by {@code equals}; null for a deletion
   */
  public record Write<W>(W of, @Nullable Version version, @Nullable Object image) {
    private boolean isUnknown() {
      return version == null;
    }

    private Version known() {
      return Objects.requireNonNull(version);
    }

    private boolean left(@Nullable Object shown) {
      return Objects.equals(image, shown);
    }
  }

  /**
   * What a region shows of the item.
   *
   * @param version of the item or of its tombstone; null where there is neither, or the region
   *     doesn't tell
   * @param image null for a tombstone or nothing
   */
  public record Shown(@Nullable Version version, @Nullable Object image) {
    /** Nothing, neither item nor tombstone. */
    public static final Shown NOTHING = new Shown(null, null);
  }

  /** What comes of it. */
  public sealed interface Judgement<W> {
    /** As it must be, or as it may be. */
    record Right<W>() implements Judgement<W> {}

    /** Under the winner's version stands what the winner did not write. */
    record Mixture<W>(W winner) implements Judgement<W> {}

    /**
     * Something stands that the winner should have replaced.
     *
     * @param writer the acknowledged write that left it; null where none did
     */
    record Older<W>(@Nullable W writer, W winner) implements Judgement<W> {}

    /** Nothing stands, and no deletion explains it. */
    record Gone<W>(W winner) implements Judgement<W> {}

    /** Nobody is known to have asked for it. */
    record Invented<W>() implements Judgement<W> {}
  }

  private GreatestVersion() {}

  /** Judges one item in one region. */
  public static <W> Judgement<W> judge(Collection<Write<W>> writes, Shown shown) {
    Write<W> winner =
        writes.stream()
            .filter(write -> !write.isUnknown())
            .max(Comparator.comparing(Write::known))
            .orElse(null);
    boolean maybe =
        writes.stream().anyMatch(write -> write.isUnknown() && write.left(shown.image()));
    Version version = shown.version();
    if (winner == null) {
      return maybe || shown.equals(Shown.NOTHING)
          ? new Judgement.Right<>()
          : new Judgement.Invented<>();
    }
    if (shown.image() == null && (version == null || winner.known().beats(version))) {
      return maybe || winner.left(null)
          ? new Judgement.Right<>()
          : new Judgement.Gone<>(winner.of());
    }
    if (version == null) {
      return maybe || winner.left(shown.image())
          ? new Judgement.Right<>()
          : new Judgement.Older<>(writer(writes, shown), winner.of());
    }
    if (winner.known().beats(version)) {
      return new Judgement.Older<>(writer(writes, shown), winner.of());
    }
    if (version.beats(winner.known())) {
      return maybe ? new Judgement.Right<>() : new Judgement.Invented<>();
    }
    return winner.left(shown.image())
        ? new Judgement.Right<>()
        : new Judgement.Mixture<>(winner.of());
  }

  private static <W> @Nullable W writer(Collection<Write<W>> writes, Shown shown) {
    for (Write<W> write : writes) {
      if (!write.isUnknown()
          && write.left(shown.image())
          && (shown.version() == null || shown.version().equals(write.version()))) {
        return write.of();
      }
    }
    return null;
  }
}
