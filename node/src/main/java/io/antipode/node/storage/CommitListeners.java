package io.antipode.node.storage;

import io.antipode.replication.loop.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Those who hear that something was committed, once for all that a turn of the loop brings. */
final class CommitListeners {
  private final EventLoop loop;
  private final Map<String, Runnable> listeners = new HashMap<>();
  private boolean scheduled;

  CommitListeners(EventLoop loop) {
    this.loop = loop;
  }

  void put(String name, Runnable listener) {
    listeners.put(name, listener);
  }

  void wake() {
    if (!scheduled && !listeners.isEmpty()) {
      scheduled = true;
      loop.execute(this::call);
    }
  }

  private void call() {
    scheduled = false;
    List.copyOf(listeners.values()).forEach(Runnable::run);
  }
}
