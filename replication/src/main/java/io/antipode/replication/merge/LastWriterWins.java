package io.antipode.replication.merge;

import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/**
 * The merge rule: of two versions of an item the greater one stands, whole. Since versions are
 * totally ordered and unique, merging commutes, associates and repeats without effect, so regions
 * that have seen the same writes in any order agree.
 *
 * <p><b>Which losers were conflicts?</b> A version that was simply overwritten is no conflict; one
 * that lost to a write made in ignorance of it is. Since a write's version is always above the one
 * it replaces, the loser can't have known the winner; the question is whether the winner's region
 * had applied the loser when it wrote. So two versions count as a conflict when they come from
 * different regions and the loser's time is above the watermark that the winner's region is known
 * to have applied of the loser's region.
 *
 * <p>How exact is that? Where the winner is this region's own write and the loser arrives now for
 * the first time, it is exact: this region's watermark is its own knowledge at that very moment. In
 * other cases watermarks only rise, so a conflict is missed when the winner's region applied the
 * loser after writing the winner but told us before the winner arrived; and one is counted too many
 * when it wrote on top of the loser and we were told later than the winner arrived, which can't
 * happen when frames carry the sender's watermarks with (or before) the mutations. Each region
 * counts what it sees: one conflict shows in every region that held the loser.
 *
 * <p>Pure; any thread.
 */
public final class LastWriterWins {
  private LastWriterWins() {}

  /** What becomes of an incoming version. */
  public enum Outcome {
    /** It wins over what stands, or nothing stands. */
    APPLY(true, false),
    /** It wins over a version that its region had not seen: the standing one is the loser. */
    APPLY_IN_CONFLICT(true, true),
    /** It stands already. */
    DUPLICATE(false, false),
    /** It lost to a write that knew it. */
    SUPERSEDED(false, false),
    /** It lost to a write that had not seen it: the incoming one is the loser. */
    SUPERSEDED_IN_CONFLICT(false, true);

    private final boolean applies;
    private final boolean conflict;

    Outcome(boolean applies, boolean conflict) {
      this.applies = applies;
      this.conflict = conflict;
    }

    /** Whether the incoming version is to stand. */
    public boolean applies() {
      return applies;
    }

    /** Whether the loser, whichever it is, is to be counted and recorded. */
    public boolean conflict() {
      return conflict;
    }
  }

  /**
   * Decides between what stands and what comes in.
   *
   * @param standing the item's version here, a tombstone's too; null for none
   */
  public static Outcome decide(@Nullable Version standing, Version incoming, Knowledge knowledge) {
    if (standing == null) {
      return Outcome.APPLY;
    }
    int order = incoming.compareTo(standing);
    if (order == 0) {
      return Outcome.DUPLICATE;
    }
    if (order > 0) {
      return unknownToWinner(incoming, standing, knowledge)
          ? Outcome.APPLY_IN_CONFLICT
          : Outcome.APPLY;
    }
    return unknownToWinner(standing, incoming, knowledge)
        ? Outcome.SUPERSEDED_IN_CONFLICT
        : Outcome.SUPERSEDED;
  }

  private static boolean unknownToWinner(Version winner, Version loser, Knowledge knowledge) {
    return !winner.region().equals(loser.region())
        && loser.hlc() > knowledge.appliedBy(winner.region(), loser.region());
  }
}
