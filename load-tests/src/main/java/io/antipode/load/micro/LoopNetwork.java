package io.antipode.load.micro;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.link.Links;
import io.antipode.replication.loop.EventLoop;
import java.util.Map;
import java.util.TreeMap;

/** Links between regions of one loop: whoever has started has a session with all who have. */
final class LoopNetwork {
  private final EventLoop loop;
  private final Map<Region, Links.Listener> started = new TreeMap<>();

  LoopNetwork(EventLoop loop) {
    this.loop = loop;
  }

  Links links(Region self) {
    return new LoopLinks(self);
  }

  private final class LoopLinks implements Links {
    private final Region self;

    LoopLinks(Region self) {
      this.self = self;
    }

    @Override
    public void start(Listener listener) {
      started.forEach(
          (peer, other) -> {
            loop.execute(() -> other.up(self));
            loop.execute(() -> listener.up(peer));
          });
      started.put(self, listener);
    }

    @Override
    public void send(Region peer, byte[] frame) {
      Listener listener = started.get(peer);
      if (listener != null) {
        loop.execute(() -> listener.frame(self, frame));
      }
    }

    @Override
    public long queuedBytes(Region peer) {
      return 0;
    }

    @Override
    public void close() {
      started.remove(self);
    }
  }
}
