package io.antipode.load.simulation;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.link.Links;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network between regions. Sessions keep the promise of {@link Links}: a frame that the network
 * loses, repeats or reorders ends the session, but each side notices in its own time, and until
 * then a sender believes itself heard.
 */
public final class SimulatedNetwork {
  private static final long RECONNECT_MAX_MS = 300;
  private static final long NOTICE_MAX_MS = 2_000;

  /** What can be wrong with the network; rates are per frame. */
  public record Weather(long maxDelayMs, double disturbRate) {
    public static final Weather CALM = new Weather(3, 0);
  }

  private record Pair(Region from, Region to) {}

  private final World world;
  private final Map<Region, Endpoint> endpoints = new HashMap<>();
  private final Set<Pair> cuts = new HashSet<>();
  private final Map<Pair, Long> lastArrivalNs = new HashMap<>();
  private Weather weather = Weather.CALM;
  private long sessions;
  private long disturbed;

  public SimulatedNetwork(World world) {
    this.world = world;
  }

  public void weather(Weather newWeather) {
    weather = newWeather;
  }

  /** Stops frames in one direction. */
  public void cut(Region from, Region to) {
    cuts.add(new Pair(from, to));
    session(from, to, this::breakSession);
  }

  /** Lets everything through again. */
  public void heal() {
    cuts.clear();
    weather = Weather.CALM;
  }

  /** Sessions that the weather or a cut ended. */
  public long disturbed() {
    return disturbed;
  }

  /** A process of this region comes up with new connections; those of its predecessor are gone. */
  public Links join(Region region) {
    leave(region);
    Endpoint endpoint = new Endpoint(region);
    endpoints.put(region, endpoint);
    return endpoint;
  }

  /** The process of this region is gone: peers lose their sessions with it, in their time. */
  public void leave(Region region) {
    Endpoint gone = endpoints.remove(region);
    if (gone != null) {
      gone.closed = true;
      endpoints.values().forEach(peer -> noticeLater(peer, region));
    }
  }

  private interface SessionAction {
    void run(Endpoint a, Endpoint b);
  }

  private void session(Region from, Region to, SessionAction action) {
    Endpoint a = endpoints.get(from);
    Endpoint b = endpoints.get(to);
    if (a != null && b != null) {
      action.run(a, b);
    }
  }

  private void breakSession(Endpoint a, Endpoint b) {
    disturbed++;
    noticeLater(a, b.region);
    noticeLater(b, a.region);
  }

  /**
   * The session at hand is dead; its end is told some time later. Only then can a new one begin.
   */
  private void noticeLater(Endpoint endpoint, Region peer) {
    Long session = endpoint.sessionWith.get(peer);
    if (session == null || !endpoint.dying.add(session)) {
      return;
    }
    world.afterMs(
        world.random().nextLong(NOTICE_MAX_MS),
        () -> {
          if (!endpoint.closed && session.equals(endpoint.sessionWith.get(peer))) {
            endpoint.sessionWith.remove(peer);
            listener(endpoint).down(peer);
          }
          endpoint.dying.remove(session);
        });
  }

  private void connectLater(Endpoint endpoint) {
    world.afterMs(
        1 + world.random().nextLong(RECONNECT_MAX_MS),
        () -> {
          if (endpoint.closed) {
            return;
          }
          endpoints.values().stream()
              .sorted((a, b) -> a.region.compareTo(b.region))
              .forEach(peer -> connect(endpoint, peer));
          connectLater(endpoint);
        });
  }

  private void connect(Endpoint a, Endpoint b) {
    if (a.region.compareTo(b.region) >= 0
        || b.listener == null
        || cuts.contains(new Pair(a.region, b.region))
        || cuts.contains(new Pair(b.region, a.region))
        || a.sessionWith.containsKey(b.region)
        || b.sessionWith.containsKey(a.region)) {
      return;
    }
    Long session = ++sessions;
    a.sessionWith.put(b.region, session);
    b.sessionWith.put(a.region, session);
    listener(a).up(b.region);
    listener(b).up(a.region);
  }

  private void carry(Endpoint from, Region to, byte[] frame) {
    Long session = from.sessionWith.get(to);
    Endpoint peer = endpoints.get(to);
    if (session == null || peer == null || cuts.contains(new Pair(from.region, to))) {
      return;
    }
    if (world.chance(weather.disturbRate)) {
      breakSession(from, peer);
      return;
    }
    Pair direction = new Pair(from.region, to);
    long arrivalNs =
        world.nowNs() + 50_000 + world.random().nextLong(weather.maxDelayMs * 1_000_000);
    arrivalNs = Math.max(arrivalNs, lastArrivalNs.getOrDefault(direction, 0L));
    lastArrivalNs.put(direction, arrivalNs);
    world.at(
        arrivalNs,
        () -> {
          if (!peer.closed
              && session.equals(peer.sessionWith.get(from.region))
              && !peer.dying.contains(session)
              && !cuts.contains(direction)) {
            listener(peer).frame(from.region, frame);
          }
        });
  }

  private static Links.Listener listener(Endpoint endpoint) {
    if (endpoint.listener == null) {
      throw new IllegalStateException(endpoint.region + " was not started");
    }
    return endpoint.listener;
  }

  private final class Endpoint implements Links {
    final Region region;
    final Map<Region, Long> sessionWith = new HashMap<>();
    final Set<Long> dying = new HashSet<>();
    @Nullable Listener listener;
    boolean closed;

    Endpoint(Region region) {
      this.region = region;
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
      return 0;
    }

    @Override
    public void close() {
      leave(region);
    }
  }
}
