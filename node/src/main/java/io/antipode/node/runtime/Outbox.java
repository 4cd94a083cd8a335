package io.antipode.node.runtime;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a loop hands to other loops. It leaves when the loop has done what it had before it, all
 * together: another loop that sleeps is woken once, and not for each request and each answer, which
 * costs more than most requests do. In the order given. Confined to its loop.
 */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** Of the thread; none where it is no loop's. */
  private static final FastThreadLocal<@Nullable Outbox> OWN = new FastThreadLocal<>();

  /** So many leave at once: the other loop may have nothing to do. */
  private static final int MOST = 16;

  private final EventLoop loop;
  private final List<EventLoop> receivers = new ArrayList<>(MOST);
  private final List<Runnable> tasks = new ArrayList<>(MOST);
  private final Runnable send = this::send;

  private Outbox(EventLoop loop) {
    this.loop = loop;
  }

  /** Gives a loop an outbox. */
  static void open(EventLoop loop) {
    loop.execute(() -> OWN.set(new Outbox(loop)));
  }

  /** Has a loop run a task later; any thread. */
  public static void execute(EventLoop receiver, Runnable task) {
    Outbox own = receiver.inEventLoop() ? null : OWN.get();
    if (own == null) {
      receiver.execute(task);
    } else {
      own.add(receiver, task);
    }
  }

  private void add(EventLoop receiver, Runnable task) {
    receivers.add(receiver);
    tasks.add(task);
    if (tasks.size() == 1) {
      loop.execute(send);
    } else if (tasks.size() == MOST) {
      send();
    }
  }

  private void send() {
    for (int i = 0; i < tasks.size(); i++) {
      try {
        receivers.get(i).execute(tasks.get(i));
      } catch (RejectedExecutionException stopping) {
        LOG.debug("a loop has stopped, and a task for it is dropped", stopping);
      }
    }
    receivers.clear();
    tasks.clear();
  }
}
