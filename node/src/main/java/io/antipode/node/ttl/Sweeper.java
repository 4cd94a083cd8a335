package io.antipode.node.ttl;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.ExpiryShard.Expiring;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Deletes a shard's items whose time to live is over, a few at a time, so that clients' requests
 * don't wait.
 *
 * <pre>
 *   once a second, for each table:
 *
 *            due longest ───────────────────────────────▶ due now
 *   alone    ├──────────────── all ──────────────────────┤
 *   global   ├──── all ────┬── what was written here last ┤
 *                       30 s ago
 * </pre>
 *
 * <p>An item of a global table is deleted by the region that wrote it last, as soon as it has all
 * that others wrote before the item was due: so one region deletes it and not each of them, and an
 * extension that is under way arrives in time. Where that region does not, since it is away or
 * hears nothing, the others do after {@link #PATIENCE_SECONDS}.
 *
 * <p>A second is over when the next one has begun. On the shard's loop.
 */
public final class Sweeper {
  /** What is due so much longer is ignored, as on AWS: five years. */
  public static final long OLDEST_SECONDS = 5L * 365 * 24 * 60 * 60;

  /** How long regions wait for each other. */
  public static final long PATIENCE_SECONDS = 30;

  private static final long ROUND_MS = 1_000;
  private static final long PAUSE_MS = 10;

  /** Sweeps that find nothing, one after the other, before others have the loop. */
  private static final int TURNS = 64;

  private final Shard shard;
  private final EventLoop loop;
  private final TimeSource time;

  /** By setting: up to which second everything was seen that may not wait for other regions. */
  private final Map<Long, Long> seen = new HashMap<>();

  private final ArrayDeque<Sweep> sweeps = new ArrayDeque<>();
  private boolean turning;

  private Sweeper(Shard shard, EventLoop loop, TimeSource time) {
    this.shard = shard;
    this.loop = loop;
    this.time = time;
  }

  /** Looks after a shard as long as its loop runs; any thread. */
  public static void start(Shard shard, EventLoop loop, TimeSource time) {
    loop.execute(new Sweeper(shard, loop, time)::round);
  }

  private void round() {
    loop.schedule(ROUND_MS, this::round);
    if (sweeps.isEmpty() && shard.isServing()) {
      List<Expiring> tables = shard.expiry().expiring();
      seen.keySet().retainAll(tables.stream().map(Expiring::id).collect(Collectors.toSet()));
      tables.forEach(this::plan);
      goOn();
    }
  }

  private void plan(Expiring table) {
    long over = time.epochMs() / 1_000 - 1;
    long oldest = over - OLDEST_SECONDS;
    if (table.peers().isEmpty()) {
      sweeps.add(new Sweep(shard, this::turned, table, oldest, over, false));
      return;
    }
    long overdue = over - PATIENCE_SECONDS;
    sweeps.add(new Sweep(shard, this::turned, table, oldest, overdue, false));
    long from = Math.max(overdue, seen.getOrDefault(table.id(), overdue)) + 1;
    long until = Math.min(over, knownSecond(table.peers()));
    if (until >= from) {
      sweeps.add(new Sweep(shard, this::turned, table, from, until, true));
    }
  }

  /** The last second of which everything is here that those regions wrote in it or before. */
  private long knownSecond(List<Region> peers) {
    return peers.stream()
        .mapToLong(peer -> Version.epochMs(shard.watermark(peer)) / 1_000 - 1)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** The deletions of a turn are committed. */
  private void turned(Sweep sweep) {
    if (!turning && sweeps.peek() == sweep) {
      afterTurn(sweep);
    }
  }

  /** Gives the first sweep its turn, and the next ones where it comes to its end at once. */
  private void goOn() {
    for (int turns = 0; !sweeps.isEmpty(); turns++) {
      if (turns == TURNS) {
        loop.schedule(PAUSE_MS, this::goOn);
        return;
      }
      Sweep first = sweeps.element();
      turn(first);
      if (first.isUnderWay() || !hasEnded(first)) {
        return;
      }
    }
  }

  /** Whatever it throws goes to the loop, which tells of it, and the next round begins anew. */
  private void turn(Sweep sweep) {
    boolean thrown = true;
    turning = true;
    try {
      sweep.turn();
      thrown = false;
    } finally {
      turning = false;
      if (thrown) {
        sweeps.clear();
      }
    }
  }

  private void afterTurn(Sweep sweep) {
    if (hasEnded(sweep)) {
      goOn();
    }
  }

  /** What becomes of a sweep after a turn; false where another turn of it follows, or none. */
  private boolean hasEnded(Sweep sweep) {
    switch (sweep.state()) {
      case WALKING -> {
        loop.schedule(PAUSE_MS, this::goOn);
        return false;
      }
      case REFUSED -> {
        sweeps.clear(); // The shard takes nothing now: again in the next round.
        return false;
      }
      case ENDED -> {
        sweeps.remove();
        if (sweep.ownOnly()) {
          seen.merge(sweep.table().id(), sweep.untilSeconds(), Math::max);
        }
        return true;
      }
    }
    throw new IllegalStateException("no state");
  }
}
