package io.antipode.node.ttl;

import io.antipode.node.item.Item;
import io.antipode.node.storage.ExpiryShard;
import io.antipode.node.storage.ExpiryShard.Due;
import io.antipode.node.storage.ExpiryShard.Expiring;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.view.StoredHead;
import io.antipode.replication.clock.Version;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One walk over what is due of a table, oldest first, in turns: a turn deletes a few items, and the
 * next one follows when these are committed and others have had the loop for a while. Where turns
 * fall behind they delete more. On the shard's loop.
 */
final class Sweep {
  /** Deletions of a turn: about a fifth of a millisecond's work. */
  private static final int DELETIONS = 16;

  /** The same where what is found was due {@link #BEHIND_SECONDS} before the sweep's end. */
  private static final int DELETIONS_BEHIND = 64;

  private static final long BEHIND_SECONDS = 5;

  /** What a turn deletes, from the last one on that is beyond it. */
  private static final int DELETED_BYTES = 256 << 10;

  /** Entries that a turn looks at: of those that another region is to delete there may be many. */
  private static final int LOOKS = 256;

  /** What comes after a turn. */
  enum State {
    /** Another turn. */
    WALKING,

    /** Nothing now: the shard takes no deletions. */
    REFUSED,

    ENDED
  }

  private final Shard shard;
  private final Consumer<Sweep> turned;
  private final Expiring table;
  private final long fromSeconds;
  private final long untilSeconds;
  private final boolean ownOnly;
  private byte @Nullable [] place;
  private State state = State.WALKING;
  private int looked;
  private int deleted;
  private long deletedBytes;
  private int most;
  private int underWay;

  /**
   * @param turned called when all deletions of a turn are committed, perhaps within that turn
   * @param untilSeconds inclusive
   * @param ownOnly leaves alone what another region wrote last
   */
  Sweep(
      Shard shard,
      Consumer<Sweep> turned,
      Expiring table,
      long fromSeconds,
      long untilSeconds,
      boolean ownOnly) {
    this.shard = shard;
    this.turned = turned;
    this.table = table;
    this.fromSeconds = fromSeconds;
    this.untilSeconds = untilSeconds;
    this.ownOnly = ownOnly;
  }

  Expiring table() {
    return table;
  }

  long untilSeconds() {
    return untilSeconds;
  }

  boolean ownOnly() {
    return ownOnly;
  }

  State state() {
    return state;
  }

  /** Whether some deletion has yet to be committed. */
  boolean isUnderWay() {
    return underWay > 0;
  }

  void turn() {
    assert underWay == 0 && state == State.WALKING : state;
    if (!shard.isServing()) {
      state = State.REFUSED;
      return;
    }
    ExpiryShard expiry = shard.expiry();
    byte[] begin = place == null ? expiry.placeOf(table, fromSeconds) : place;
    looked = 0;
    deleted = 0;
    deletedBytes = 0;
    most = DELETIONS;
    if (expiry.walk(table, begin, untilSeconds, due -> look(expiry, due))
        && state == State.WALKING) {
      state = State.ENDED;
    }
  }

  private boolean look(ExpiryShard expiry, Due due) {
    place = due.place();
    looked++;
    if (untilSeconds - due.seconds() > BEHIND_SECONDS) {
      most = DELETIONS_BEHIND;
    }
    StoredHead head = expiry.head(due.key());
    if (!ownOnly || head == null || !table.peers().contains(head.version().region())) {
      deleted++;
      deletedBytes += head == null ? 0 : head.imageBytes();
      delete(expiry, due);
    }
    return state == State.WALKING
        && deleted < most
        && deletedBytes < DELETED_BYTES
        && looked < LOOKS;
  }

  /** What is thrown ends the sweep, which the next round begins anew. */
  private void delete(ExpiryShard expiry, Due due) {
    underWay++;
    boolean thrown = true;
    try {
      expiry.expire(table, due.key(), fromSeconds, untilSeconds, new Deletion());
      thrown = false;
    } finally {
      if (thrown) {
        underWay--;
        state = State.REFUSED;
      }
    }
  }

  private final class Deletion implements WriteCallback {
    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      over();
    }

    @Override
    public void refused(WriteRefusal why) {
      // What a transaction holds is due in the next round still.
      if (why != WriteRefusal.IN_TRANSACTION) {
        state = State.REFUSED;
      }
      over();
    }

    /** The node stops, and finds out when it starts again. */
    @Override
    public void unknown() {}

    private void over() {
      underWay--;
      if (underWay == 0) {
        turned.accept(Sweep.this);
      }
    }
  }
}
