package io.antipode.replication.region;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import io.antipode.replication.region.Frame.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships one shard's own mutations to one peer. Confined to the shard's loop.
 *
 * <pre>
 *  state   event                          next     and
 *  ------  -----------------------------  -------  --------------------------------------------
 *  any     session down                   DOWN     transfers stop
 *  any     session up                     PROBE    asks for the watermark
 *  PROBE   position                       STREAM   cursor = the peer's watermark; seeds begin
 *  PROBE   position, peer is behind       RESEED   ships a complete copy
 *  PROBE   position beyond the own log    PROBE    tells the peer where this log begins
 *  PROBE   no answer for a second         PROBE    asks again (the peer's shard may open late)
 *  STREAM  committed, ack, tick           STREAM   ships what the window allows
 *  STREAM  gap                            STREAM   cursor = the peer's watermark
 *  STREAM  held (future, no room, …)      HELD     nothing more until the retry
 *  STREAM  the log was truncated          RESEED   ships a complete copy ({@link Transfers})
 *  STREAM  unacknowledged for long        PROBE    asks anew
 *  HELD    after the retry delay          STREAM   cursor = the peer's watermark
 *  RESEED  all pages taken                PROBE    tells the peer the end, asks for its watermark
 * </pre>
 *
 * <p>A peer is behind where it lacks writes of some region that this shard has and whose deletions
 * it may have forgotten: a peer that was away beyond retention, or lost that much. Cursors don't
 * help it, since what tells it of those deletions is gone from the logs too. Until it has a
 * complete copy (once in a session is enough) it is not streamed to, and what it ships itself is
 * looked at with care ({@link Receiver}).
 *
 * <p>A peer that says it has more of this region's writes than there ever were in this log has it
 * from a former life, whose clock was ahead or whose disk was lost: what is written now would never
 * be shipped. The peer is told to count from this log's beginning.
 *
 * <p>Every rewind begins a new round; verdicts of earlier rounds are stale and ignored, so that one
 * gap with many batches behind it causes one rewind.
 */
final class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** What an empty batch weighs in the window. */
  private static final int HEARTBEAT_BYTES = 64;

  /** Pause before looking again at a link that had too much to write. */
  private static final int CONGESTION_RETRY_MS = 5;

  /**
   * While something is in flight, further writes wait this long for company: under load, batches
   * become fewer and fuller, and a lone write leaves at once (as in RFC 896).
   */
  private static final int GATHER_MS = 5;

  /** A reason to hold writes back is logged again after this time at the earliest. */
  private static final long HELD_LOG_MS = 60_000;

  private record InFlight(long toHlc, int bytes) {}

  private final ShardContext context;
  private final Region peer;
  private final Transfers transfers;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();

  private SenderState state = SenderState.DOWN;
  private int round;

  /** Everything up to here is durable at the peer. */
  private long ackedHlc;

  /** Everything up to here has been shipped in this round. */
  private long sentHlc;

  /** The log has been read up to here; above sentHlc where the rest was not for the peer. */
  private long readHlc;

  /** The peer has got a complete copy in this session. */
  private boolean copied;

  /** The peer has been told to count anew: in this session, and since the last probe. */
  private boolean restarted;

  private boolean restarting;

  /** The greatest time shipped or copied to the peer in this process. */
  private long shippedHlc;

  private boolean caughtUp;
  private long inFlightBytes;
  private int quietTicks;
  private boolean dirty;
  private long pendingSinceMs;
  private @Nullable Verdict heldBecause;
  private long heldToldMs;
  private EventLoop.@Nullable Timer retry;
  private EventLoop.@Nullable Timer gathering;

  Sender(ShardContext context, Region peer, Transfers transfers) {
    this.context = context;
    this.peer = peer;
    this.transfers = transfers;
  }

  SenderState state() {
    return state;
  }

  long ackedHlc() {
    return ackedHlc;
  }

  long inFlightBytes() {
    return inFlightBytes;
  }

  /** Nothing is left to ship, and all that was shipped has been acknowledged. */
  boolean idle() {
    return state == SenderState.STREAM
        && caughtUp
        && ackedHlc >= context.shard().watermark(context.self());
  }

  long lagMs() {
    if (ackedHlc >= context.shard().watermark(context.self()) || pendingSinceMs == 0) {
      return 0;
    }
    long now = context.time().epochMs();
    long waited = Math.max(0, now - pendingSinceMs);
    long sinceAcked = now - Version.epochMs(ackedHlc);
    // An acknowledged time that is ahead says nothing of how long the next one has waited.
    return sinceAcked < 0 ? waited : Math.min(waited, sinceAcked);
  }

  void down() {
    copied = false;
    restarted = false;
    become(SenderState.DOWN);
  }

  /** Asks the peer where it stands, and starts from there. */
  void probe() {
    become(SenderState.PROBE);
    restarting = false;
    context.send(peer, new Frame.Probe(context.shardNumber(), round));
  }

  private void become(SenderState next) {
    state = next;
    round++;
    inFlight.clear();
    inFlightBytes = 0;
    quietTicks = 0;
    caughtUp = false;
    cancelTimers();
  }

  private void cancelTimers() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
    stopGathering();
  }

  private void stopGathering() {
    if (gathering != null) {
      gathering.cancel();
      gathering = null;
    }
  }

  /** Whether the answer is to this round's probe. */
  boolean awaits(Frame.Position position) {
    return state == SenderState.PROBE && position.round() == round;
  }

  /** The peer has told where it stands. */
  void onPosition(Frame.Position position) {
    long told = position.applied().getOrDefault(context.self(), 0L);
    if (isBeyondOwnLog(told)) {
      restart(told);
    } else if (!copied && PeerAge.isBehind(context, peer, position.applied(), restarted)) {
      ackedHlc = told;
      reseed("it has not heard of deletions that are forgotten here");
    } else {
      streamFrom(told);
      if (caughtUp && context.catalog().get() != null) {
        heartbeat(); // The peer learns at once that it is not behind.
      }
    }
  }

  private boolean isBeyondOwnLog(long told) {
    ReplicatedShard.ClockReading clock = context.shard().readClock();
    long born = clock.bornAbove();
    return told > clock.reached() || (born > 0 && told > Math.max(born, shippedHlc));
  }

  /** Asked once; a peer that does not listen is asked again with the next probe. */
  private void restart(long told) {
    if (restarting) {
      return;
    }
    LOG.warn(
        "{}: {} knows of writes of {} up to {}, which this log never held: it starts over",
        context.shard().id(),
        peer,
        context.self(),
        told);
    become(SenderState.PROBE);
    restarting = true;
    restarted = true;
    context.send(
        peer,
        new Frame.Restart(
            context.shardNumber(), round, told, context.shard().readClock().bornAbove()));
  }

  /** Whether the peer is known to have heard of all deletions that are forgotten here. */
  boolean findsPeerCurrent() {
    return switch (state) {
      case STREAM, HELD -> true;
      case DOWN, PROBE, RESEED -> false;
    };
  }

  private void streamFrom(long watermark) {
    become(SenderState.STREAM);
    ackedHlc = watermark;
    sentHlc = watermark;
    readHlc = watermark;
    dirty = true;
    pump();
  }

  void onAck(Frame.Ack ack) {
    if (ack.round() != round || state != SenderState.STREAM) {
      return;
    }
    if (ack.watermark() > context.shard().readClock().reached()) {
      probe();
      return;
    }
    ackedHlc = Math.max(ackedHlc, ack.watermark());
    while (!inFlight.isEmpty() && inFlight.getFirst().toHlc <= ack.watermark()) {
      inFlightBytes -= inFlight.removeFirst().bytes;
    }
    quietTicks = 0;
    if (ackedHlc >= context.shard().watermark(context.self())) {
      pendingSinceMs = 0;
    }
    if (ack.verdict() == Verdict.GAP) {
      streamFrom(ack.watermark());
    } else if (ack.verdict().held()) {
      tellHeld(ack.verdict());
      become(SenderState.HELD);
      retry =
          context
              .loop()
              .schedule(context.options().heldRetryMs(), () -> streamFrom(ack.watermark()));
    } else if (inFlight.isEmpty() || !caughtUp) {
      pump();
    }
  }

  /**
   * Logs that the peer holds writes back: once for each reason, and not again for a while even
   * where it comes and goes, as it does under a skewed clock.
   */
  private void tellHeld(Verdict reason) {
    long now = context.time().epochMs();
    if (reason != heldBecause || now - heldToldMs >= HELD_LOG_MS) {
      LOG.warn("{} holds writes of {} back: {}", peer, context.shard().id(), reason);
      heldBecause = reason;
      heldToldMs = now;
    }
  }

  /** Own mutations have been committed. */
  void onCommitted() {
    dirty = true;
    if (pendingSinceMs == 0) {
      pendingSinceMs = context.time().epochMs();
    }
    if (inFlight.isEmpty()) {
      pump();
    } else if (gathering == null) {
      gathering = context.loop().schedule(GATHER_MS, this::gathered);
    }
  }

  private void gathered() {
    gathering = null;
    pump();
  }

  /** The first catalog may have come. */
  void onCatalog() {
    dirty = true;
    pump();
  }

  /** Something was received from the peer: the next heartbeat should tell of it soon. */
  void touch() {
    dirty = true;
  }

  /** Ships what the log has and the window allows. */
  private void pump() {
    stopGathering();
    if (state != SenderState.STREAM || context.catalog().get() == null) {
      return;
    }
    ReplicationOptions options = context.options();
    caughtUp = false; // A heartbeat promises that nothing is left, so this look must have said it.
    while (inFlightBytes < options.windowBytes()) {
      if (context.congested(peer)) {
        if (retry == null) {
          retry = context.loop().schedule(CONGESTION_RETRY_MS, this::retryPump);
        }
        return;
      }
      List<Mutation> picked = new ArrayList<>();
      ReplicatedShard.OwnRead read =
          context.shard().readOwn(readHlc, options.batchBytes(), m -> pick(m, picked));
      if (read.truncated()) {
        reseed("the log no longer reaches back to what it has");
        return;
      }
      readHlc = Math.max(readHlc, read.reachedHlc());
      caughtUp = read.caughtUp();
      if (!picked.isEmpty()) {
        ship(readHlc, picked);
      }
      if (caughtUp) {
        return;
      }
    }
  }

  private void retryPump() {
    retry = null;
    pump();
  }

  private void pick(Mutation mutation, List<Mutation> picked) {
    TableDescriptor table = context.liveTable(mutation.tableId());
    if (context.sharedWith(peer, table)) {
      picked.add(mutation);
    }
  }

  private void ship(long toHlc, List<Mutation> mutations) {
    assert toHlc >= sentHlc : "would ship (" + sentHlc + ", " + toHlc + "]";
    Map<Region, Long> applied = context.appliedHere();
    int bytes = HEARTBEAT_BYTES;
    for (Mutation mutation : mutations) {
      assert isOwnWithin(mutation, toHlc) : mutation.version() + " beyond " + toHlc;
      bytes += MutationCodec.shippedSizeOf(mutation);
    }
    context.send(
        peer, new Frame.Batch(context.shardNumber(), round, sentHlc, toHlc, applied, mutations));
    sentHlc = toHlc;
    shippedHlc = Math.max(shippedHlc, toHlc);
    inFlight.addLast(new InFlight(toHlc, bytes));
    inFlightBytes += bytes;
  }

  /** What is streamed was written here, lies in the batch's span, and is no transfer's. */
  private boolean isOwnWithin(Mutation mutation, long toHlc) {
    return mutation.version().region().equals(context.self())
        && mutation.version().hlc() > sentHlc
        && mutation.version().hlc() <= toHlc
        && !mutation.has(Mutation.OUT_OF_ORDER);
  }

  /** Heartbeats, and a look at what may have been missed. */
  void tick(long tick) {
    quietTicks++;
    if (pendingSinceMs == 0 && ackedHlc < context.shard().watermark(context.self())) {
      pendingSinceMs = context.time().epochMs();
    }
    switch (state) {
      case DOWN, HELD, RESEED -> {}
      case PROBE -> {
        if (quietTicks >= context.options().idleTicks()) {
          probe();
        }
      }
      case STREAM -> {
        pump();
        if (state != SenderState.STREAM) {
          return;
        }
        if (!inFlight.isEmpty() && quietTicks >= context.options().stallTicks()) {
          probe();
        } else if (caughtUp && (dirty || tick % context.options().idleTicks() == 0)) {
          heartbeat();
        }
      }
    }
  }

  private void heartbeat() {
    dirty = false;
    ship(Math.max(readHlc, context.shard().closedTime()), List.of());
    readHlc = sentHlc;
  }

  private void reseed(String why) {
    LOG.warn("{}: {} gets a complete copy: {}", context.shard().id(), peer, why);
    context.listener().reseeding(peer, context.shardNumber());
    become(SenderState.RESEED);
    long copiedHlc = context.shard().watermark(context.self());
    transfers.reseed(
        transferId -> {
          copied = true;
          shippedHlc = Math.max(shippedHlc, copiedHlc);
          context.send(peer, new Frame.ReseedEnd(context.shardNumber(), round, transferId));
          probe();
        });
  }
}
