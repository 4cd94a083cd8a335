package io.antipode.replication.link;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Links with faults that can be switched on and off while they run: cut (both ways or one),
 * delayed, overtaken, lost. What they do to frames is noticed and ends the session, as {@link
 * Links} promises: {@link PeerSession} counts frames above the faults. Both ends of a pair must be
 * decorated. Faults are of this side; cutting a pair in one direction is {@code cutOut} here or
 * {@code cutIn} there.
 *
 * <p>All state is confined to the loop; {@link #send}, {@link #queuedBytes}, {@link #set}, {@link
 * #clear} and {@link #faults} may be called on any thread. The listener is called on the loop.
 */
public final class FaultyLinks implements Links {
  private static final int TICK_MS = 500;

  /** How much later an overtaken frame arrives. */
  private static final int OVERTAKEN_MS = 20;

  /** More than this under way to one peer is lost. */
  private static final long MAX_QUEUED_BYTES = 64L << 20;

  /** One peer's way; confined to the loop but for the counter and the fault. */
  private final class Way {
    final Region peer;
    final AtomicLong queuedBytes = new AtomicLong();
    final Deque<byte[]> delayed = new ArrayDeque<>();
    volatile LinkFault fault = LinkFault.NONE;
    @Nullable PeerSession session;
    boolean up;

    Way(Region peer) {
      this.peer = peer;
    }

    /** Passes a frame through the faults. */
    void pass(byte[] frame) {
      LinkFault now = fault;
      if (!up || now.cutOut() || chance(now.dropRate()) || queuedBytes.get() > MAX_QUEUED_BYTES) {
        return;
      }
      int delayMs = now.delayMs() + (now.jitterMs() == 0 ? 0 : random(now.jitterMs() + 1));
      if (chance(now.reorderRate())) {
        queuedBytes.addAndGet(frame.length);
        loop.schedule(delayMs + OVERTAKEN_MS, () -> release(frame));
      } else if (delayMs == 0 && delayed.isEmpty()) {
        inner.send(peer, frame);
      } else {
        queuedBytes.addAndGet(frame.length);
        delayed.addLast(frame);
        // Each timer releases the oldest frame, whichever it is: jitter never reorders.
        loop.schedule(Math.max(1, delayMs), () -> release(delayed.removeFirst()));
      }
    }

    private void release(byte[] frame) {
      queuedBytes.addAndGet(-frame.length);
      if (up && !fault.cutOut()) {
        inner.send(peer, frame);
      }
    }
  }

  private final Links inner;
  private final EventLoop loop;
  private final Entropy entropy;
  private final Map<Region, Way> ways = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param peers all that will ever be sent to
   */
  public FaultyLinks(Links inner, Collection<Region> peers, EventLoop loop, Entropy entropy) {
    this.inner = inner;
    this.loop = loop;
    this.entropy = entropy;
    peers.forEach(peer -> ways.put(peer, new Way(peer)));
  }

  /** Replaces what is wrong with the way to a peer; a change of its cuts ends the session. */
  public void set(Region peer, LinkFault fault) {
    Way way = ways.get(peer);
    if (way == null) {
      throw new IllegalArgumentException("no peer " + peer);
    }
    loop.execute(
        () -> {
          boolean cutsChange =
              way.fault.cutOut() != fault.cutOut() || way.fault.cutIn() != fault.cutIn();
          way.fault = fault;
          if (cutsChange && way.up && way.session != null) {
            way.session.reset();
          }
        });
  }

  /** Ends all faults. */
  public void clear() {
    ways.keySet().forEach(peer -> set(peer, LinkFault.NONE));
  }

  /** The faults as set, by peer; peers without any are left out. */
  public SortedMap<Region, LinkFault> faults() {
    SortedMap<Region, LinkFault> faults = new TreeMap<>();
    ways.forEach(
        (peer, way) -> {
          if (!way.fault.equals(LinkFault.NONE)) {
            faults.put(peer, way.fault);
          }
        });
    return faults;
  }

  @Override
  public void start(Listener listener) {
    loop.run(
        () -> {
          ways.forEach(
              (peer, way) -> way.session = new PeerSession(peer, entropy, listener, way::pass));
          tick();
          inner.start(new FromInner());
        });
  }

  private void tick() {
    if (!closed) {
      new TreeMap<>(ways)
          .values()
          .forEach(
              way -> {
                if (way.session != null) {
                  way.session.tick();
                }
              });
      loop.schedule(TICK_MS, this::tick);
    }
  }

  @Override
  public void send(Region peer, byte[] frame) {
    Way way = ways.get(peer);
    if (way == null || closed) {
      return;
    }
    way.queuedBytes.addAndGet(frame.length);
    loop.execute(
        () -> {
          way.queuedBytes.addAndGet(-frame.length);
          if (way.session != null) {
            way.session.send(frame);
          }
        });
  }

  @Override
  public long queuedBytes(Region peer) {
    Way way = ways.get(peer);
    return way == null ? 0 : way.queuedBytes.get() + inner.queuedBytes(peer);
  }

  @Override
  public Map<Region, String> troubles() {
    return inner.troubles();
  }

  @Override
  public void close() {
    closed = true;
    inner.close();
  }

  private boolean chance(double rate) {
    return rate > 0 && (entropy.nextLong() >>> 11) * 0x1p-53 < rate;
  }

  private int random(int bound) {
    return (int) Long.remainderUnsigned(entropy.nextLong(), bound);
  }

  private final class FromInner implements Listener {
    @Override
    public void up(Region peer) {
      on(
          peer,
          way -> {
            way.up = true;
            if (way.session != null) {
              way.session.reset();
            }
          });
    }

    @Override
    public void down(Region peer) {
      on(
          peer,
          way -> {
            way.up = false;
            if (way.session != null) {
              way.session.down();
            }
          });
    }

    @Override
    public void frame(Region peer, byte[] frame) {
      on(
          peer,
          way -> {
            if (way.session != null && !way.fault.cutIn()) {
              way.session.onFrame(frame);
            }
          });
    }

    private void on(Region peer, Consumer<Way> action) {
      Way way = ways.get(peer);
      if (way != null) {
        loop.execute(() -> action.accept(way));
      }
    }
  }
}
