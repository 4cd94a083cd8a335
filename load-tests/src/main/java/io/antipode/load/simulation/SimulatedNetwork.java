package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.disk.Crc;
import io.antipode.replication.link.Links;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The network between regions. Sessions keep the promise of {@link Links}: a frame that the network
 * loses, repeats or reorders ends the session. The receiver sees the hole at once or a little
 * later; the sender notices in its own time, and until then believes itself heard, while what the
 * other side sent before still arrives.
 */
public final class SimulatedNetwork {
  private static final long RECONNECT_MAX_MS = 300;
  private static final long NOTICE_MAX_MS = 2_000;
  private static final long MIN_DELAY_NS = 50_000;
  private static final long NS_PER_MS = 1_000_000;

  /**
   * How one direction between two regions is.
   *
   * @param disturbRate chance of each frame to be lost, repeated or out of order
   */
  public record Way(long delayMs, long jitterMs, double disturbRate) {
    public static final Way CALM = new Way(0, 3, 0);
  }

  private record Pair(Region from, Region to) {
    @Override
    public String toString() {
      return from + ">" + to;
    }
  }

  /** One direction. */
  private static final class Direction {
    Way way = Way.CALM;
    boolean cut;
    long stalledUntilNs;
    long lastArrivalNs;
    long queuedBytes;
  }

  private final World world;
  private final SplittableRandom random;
  private final Map<Region, Endpoint> endpoints = new TreeMap<>();
  private final Map<Pair, Direction> directions = new HashMap<>();
  private long sessions;
  private long disturbed;

  public SimulatedNetwork(World world) {
    this.world = world;
    random = world.randomOf("network");
  }

  private Direction direction(Region from, Region to) {
    return directions.computeIfAbsent(new Pair(from, to), pair -> new Direction());
  }

  /** Sets how frames fare in one direction. */
  public void way(Region from, Region to, Way way) {
    direction(from, to).way = way;
  }

  /** Stops frames in one direction. */
  public void cut(Region from, Region to) {
    direction(from, to).cut = true;
    reset(from, to);
  }

  /** Lets frames through in one direction. */
  public void mend(Region from, Region to) {
    direction(from, to).cut = false;
  }

  /** Frames of one direction arrive no earlier than then. */
  public void stallUntil(Region from, Region to, long atNs) {
    Direction direction = direction(from, to);
    direction.stalledUntilNs = Math.max(direction.stalledUntilNs, atNs);
  }

  /** Ends the session of two regions, if there is one. */
  public void reset(Region from, Region to) {
    Endpoint a = endpoints.get(from);
    Endpoint b = endpoints.get(to);
    if (a != null && b != null) {
      disturbed++;
      noticeLater(a, to, false);
      noticeLater(b, from, false);
    }
  }

  /** Lets everything through again. */
  public void heal() {
    for (Direction direction : directions.values()) {
      direction.cut = false;
      direction.way = Way.CALM;
      direction.stalledUntilNs = 0;
    }
  }

  /** Sessions that faults ended. */
  public long disturbed() {
    return disturbed;
  }

  /** A process of this region comes up with new connections; those of its predecessor are gone. */
  Links join(Region region, SimulatedProcess process) {
    leave(region);
    Endpoint endpoint = new Endpoint(region, process);
    endpoints.put(region, endpoint);
    return endpoint;
  }

  /** The process of this region is gone: peers lose their sessions with it, in their time. */
  public void leave(Region region) {
    Endpoint gone = endpoints.remove(region);
    if (gone != null) {
      gone.closed = true;
      endpoints.values().forEach(peer -> noticeLater(peer, region, false));
    }
  }

  /**
   * The session at hand is dead; its end is told some time later. Only then can a new one begin.
   *
   * @param hears whether what the peer sent still arrives until then
   */
  private void noticeLater(Endpoint endpoint, Region peer, boolean hears) {
    Long session = endpoint.sessionWith.get(peer);
    if (session == null) {
      return;
    }
    if (!hears) {
      endpoint.deaf.add(session);
    }
    if (!endpoint.dying.add(session)) {
      return;
    }
    world.afterMs(random.nextLong(NOTICE_MAX_MS), () -> notice(endpoint, peer, session));
  }

  private void notice(Endpoint endpoint, Region peer, Long session) {
    if (endpoint.process.pausedUntilNs() > world.nowNs()) {
      world.at(endpoint.process.pausedUntilNs(), () -> notice(endpoint, peer, session));
      return;
    }
    if (!endpoint.closed && session.equals(endpoint.sessionWith.get(peer))) {
      endpoint.sessionWith.remove(peer);
      world.detail(endpoint.region, () -> "session with " + peer + " down");
      listener(endpoint).down(peer);
    }
    endpoint.dying.remove(session);
    endpoint.deaf.remove(session);
  }

  private void connectLater(Endpoint endpoint) {
    world.afterMs(
        1 + random.nextLong(RECONNECT_MAX_MS),
        () -> {
          if (!endpoint.closed) {
            for (Endpoint peer : endpoints.values().toArray(Endpoint[]::new)) {
              connect(endpoint, peer);
            }
            connectLater(endpoint);
          }
        });
  }

  private boolean isCut(Region from, Region to) {
    return direction(from, to).cut;
  }

  private void connect(Endpoint a, Endpoint b) {
    if (a.region.compareTo(b.region) >= 0
        || b.listener == null
        || a.isPaused()
        || b.isPaused()
        || isCut(a.region, b.region)
        || isCut(b.region, a.region)
        || a.sessionWith.containsKey(b.region)
        || b.sessionWith.containsKey(a.region)) {
      return;
    }
    Long session = ++sessions;
    a.sessionWith.put(b.region, session);
    b.sessionWith.put(a.region, session);
    world.detail(a.region, () -> "session with " + b.region);
    listener(a).up(b.region);
    listener(b).up(a.region);
  }

  private void carry(Endpoint from, Region to, byte[] frame) {
    Long session = from.sessionWith.get(to);
    Endpoint peer = endpoints.get(to);
    Direction direction = direction(from.region, to);
    if (session == null || peer == null || direction.cut) {
      return;
    }
    world.mix(Crc.of(frame, 0, frame.length));
    if (direction.way.disturbRate > 0 && random.nextDouble() < direction.way.disturbRate) {
      disturbed++;
      noticeLater(peer, from.region, false);
      noticeLater(from, to, true);
      return;
    }
    Way way = direction.way;
    long delayNs = way.delayMs * NS_PER_MS + random.nextLong(1 + way.jitterMs * NS_PER_MS);
    long arrivalNs = world.nowNs() + MIN_DELAY_NS + delayNs;
    arrivalNs = Math.max(Math.max(arrivalNs, direction.stalledUntilNs), direction.lastArrivalNs);
    direction.lastArrivalNs = arrivalNs;
    direction.queuedBytes += frame.length;
    world.at(arrivalNs, () -> arrive(peer, from.region, session, direction, frame));
  }

  private void arrive(Endpoint peer, Region from, Long session, Direction direction, byte[] frame) {
    if (peer.isPaused() && !peer.closed) {
      world.at(peer.process.pausedUntilNs(), () -> arrive(peer, from, session, direction, frame));
      return;
    }
    direction.queuedBytes -= frame.length;
    if (!peer.closed
        && session.equals(peer.sessionWith.get(from))
        && !peer.deaf.contains(session)
        && !direction.cut) {
      listener(peer).frame(from, frame);
    }
  }

  private static Links.Listener listener(Endpoint endpoint) {
    if (endpoint.listener == null) {
      throw new IllegalStateException(endpoint.region + " was not started");
    }
    return endpoint.listener;
  }

  private final class Endpoint implements Links {
    final Region region;
    final SimulatedProcess process;
    final Map<Region, Long> sessionWith = new TreeMap<>();
    final Set<Long> dying = new HashSet<>();
    final Set<Long> deaf = new HashSet<>();
    @Nullable Listener listener;
    boolean closed;

    Endpoint(Region region, SimulatedProcess process) {
      this.region = region;
      this.process = process;
    }

    boolean isPaused() {
      return process.pausedUntilNs() > world.nowNs();
    }

    @Override
    public void start(Listener newListener) {
      listener = newListener;
      connectLater(this);
    }

    @Override
    public void send(Region peer, byte[] frame) {
      if (!closed) {
        carry(this, peer, frame);
      }
    }

    @Override
    public long queuedBytes(Region peer) {
      return sessionWith.containsKey(peer) ? direction(region, peer).queuedBytes : 0;
    }

    @Override
    public void close() {
      if (!closed) {
        leave(region);
      }
    }
  }
}
