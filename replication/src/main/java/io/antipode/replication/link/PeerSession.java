package io.antipode.replication.link;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Entropy;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Makes honest sessions of a way that loses and reorders frames. Each side gives every attempt a
 * random number of its own; a session is a pair of numbers that both sides have heard of. Frames of
 * a session are counted, so whatever is missing, repeated or out of place is seen, and ends it.
 *
 * <pre>
 *  0        1                 9                 17                25
 *  +--------+-----------------+-----------------+-----------------+----------
 *  | kind   | sender's number | receiver's      | count           | payload …
 *  |        |                 | number          |                 |
 *  +--------+-----------------+-----------------+-----------------+----------
 *  kind  0 OPEN (count 0)   1 DATA (its place in the session)   2 PING (DATA sent so far)
 *
 *  state    event                                     next
 *  -------  ----------------------------------------  -------------------------------------
 *  DOWN     the way is there                          OPENING, sends OPEN
 *  OPENING  tick                                      OPENING, sends OPEN
 *  OPENING  OPEN or DATA that names my number         UP
 *  UP       DATA out of place, PING ahead, silence    OPENING with a new number, sends OPEN
 *  UP       OPEN with a new number of the peer        OPENING with a new number, sends OPEN
 *  any      the way is gone                           DOWN
 * </pre>
 *
 * <p>Confined to the links' loop.
 */
final class PeerSession {
  private static final byte OPEN = 0;
  private static final byte DATA = 1;
  private static final byte PING = 2;
  private static final int HEADER_BYTES = 25;

  /** Ticks without a frame until the session is given up. */
  private static final int SILENT_TICKS_MAX = 5;

  private enum State {
    DOWN,
    OPENING,
    UP
  }

  private final Region peer;
  private final Entropy entropy;
  private final Links.Listener listener;
  private final Consumer<byte[]> way;
  private State state = State.DOWN;
  private long mine;
  private long theirs;
  private long nextOut;
  private long nextIn;
  private int silentTicks;

  PeerSession(Region peer, Entropy entropy, Links.Listener listener, Consumer<byte[]> way) {
    this.peer = peer;
    this.entropy = entropy;
    this.listener = listener;
    this.way = way;
  }

  /** Ends the session at hand and asks for a new one. */
  void reset() {
    end();
    state = State.OPENING;
    mine = entropy.nextLong();
    put(OPEN, 0, new byte[0]);
  }

  /** The way is gone. */
  void down() {
    end();
    state = State.DOWN;
  }

  private void end() {
    if (state == State.UP) {
      state = State.OPENING;
      listener.down(peer);
    }
  }

  private void begin() {
    state = State.UP;
    nextOut = 0;
    nextIn = 0;
    silentTicks = 0;
    listener.up(peer);
  }

  void send(byte[] payload) {
    if (state == State.UP) {
      put(DATA, nextOut++, payload);
    }
  }

  void tick() {
    switch (state) {
      case DOWN -> {}
      case OPENING -> put(OPEN, 0, new byte[0]);
      case UP -> {
        if (++silentTicks > SILENT_TICKS_MAX) {
          reset();
        } else {
          put(PING, nextOut, new byte[0]);
        }
      }
    }
  }

  private void put(byte kind, long count, byte[] payload) {
    byte[] frame = new byte[HEADER_BYTES + payload.length];
    ByteBuffer.wrap(frame).put(kind).putLong(mine).putLong(theirs).putLong(count).put(payload);
    way.accept(frame);
  }

  void onFrame(byte[] frame) {
    if (state == State.DOWN || frame.length < HEADER_BYTES) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    byte kind = in.get();
    long from = in.getLong();
    long to = in.getLong();
    long count = in.getLong();
    if (kind == OPEN) {
      onOpen(from, to);
      return;
    }
    if (from != theirs || to != mine) {
      return;
    }
    if (state == State.OPENING) {
      begin();
    }
    silentTicks = 0;
    if (kind == DATA && count == nextIn) {
      nextIn++;
      byte[] payload = new byte[in.remaining()];
      in.get(payload);
      listener.frame(peer, payload);
    } else if (kind == DATA || count != nextIn) {
      reset();
    }
  }

  private void onOpen(long from, long to) {
    boolean fresh = from != theirs;
    if (fresh && state == State.UP) {
      end();
      mine = entropy.nextLong();
    }
    theirs = from;
    silentTicks = 0;
    if (to == mine && state == State.OPENING) {
      begin();
    }
    if (fresh || to != mine) {
      put(OPEN, 0, new byte[0]);
    }
  }
}
