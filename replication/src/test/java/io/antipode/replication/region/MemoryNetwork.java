package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.link.Links;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A network without faults: whoever has started has a session with all others that have. */
final class MemoryNetwork {
  private static final int DELAY_MS = 2;

  private final World world;
  private final Map<Region, Endpoint> endpoints = new TreeMap<>();

  /** What every link has yet to write. */
  long queuedBytes;

  /** Runs before each frame that is delivered. */
  Runnable beforeFrame = () -> {};

  MemoryNetwork(World world) {
    this.world = world;
  }

  Links join(Region region) {
    return new Endpoint(region);
  }

  private final class Endpoint implements Links {
    final Region region;
    @Nullable Listener listener;

    Endpoint(Region region) {
      this.region = region;
    }

    @Override
    public void start(Listener newListener) {
      listener = newListener;
      endpoints.forEach(
          (peer, endpoint) -> {
            endpoint.hear().up(region);
            newListener.up(peer);
          });
      endpoints.put(region, this);
    }

    Listener hear() {
      if (listener == null) {
        throw new IllegalStateException();
      }
      return listener;
    }

    @Override
    public void send(Region peer, byte[] frame) {
      Endpoint to = endpoints.get(peer);
      world.after(
          DELAY_MS,
          () -> {
            if (to != null && endpoints.get(peer) == to && endpoints.get(region) == this) {
              beforeFrame.run();
              to.hear().frame(region, frame);
            }
          });
    }

    @Override
    public long queuedBytes(Region peer) {
      return queuedBytes;
    }

    @Override
    public void close() {
      if (endpoints.remove(region, this)) {
        endpoints.values().forEach(endpoint -> endpoint.hear().down(region));
      }
    }
  }
}
