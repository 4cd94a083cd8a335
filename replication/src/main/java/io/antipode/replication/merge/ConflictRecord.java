package io.antipode.replication.merge;

import io.antipode.replication.clock.Version;
import org.jspecify.annotations.Nullable;

/**
 * A write that lost to a concurrent one: kept so that it never vanishes silently.
 *
 * @param key the item's key bytes, owned by the record
 * @param loserImage the whole item that lost, null where the loser was a deletion
 * @param seenAtEpochMs when this region decided it, by its wall clock
 */
public record ConflictRecord(
    byte[] key, Version winner, Version loser, byte @Nullable [] loserImage, long seenAtEpochMs) {

  // Written out, since NullAway does not see the nullable array in a compact constructor.
  public ConflictRecord(
      byte[] key, Version winner, Version loser, byte @Nullable [] loserImage, long seenAtEpochMs) {
    if (!winner.beats(loser)) {
      throw new IllegalArgumentException(winner + " does not beat " + loser);
    }
    this.key = key;
    this.winner = winner;
    this.loser = loser;
    this.loserImage = loserImage;
    this.seenAtEpochMs = seenAtEpochMs;
  }
}
