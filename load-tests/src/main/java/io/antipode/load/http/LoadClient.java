package io.antipode.load.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Drives many connections from the calling thread, one request in flight on each. Closed loop: the
 * next request leaves when the answer is there. Open loop: requests are due at a fixed rate
 * whatever the answers do, and latency counts from when a request was due, so that a stall of the
 * target is not hidden (no coordinated omission). A target may be slow, but one that moves no byte
 * of a request or its answer for a minute hangs, and ends the run.
 */
public final class LoadClient implements AutoCloseable {
  /** How long a run waits for the last answers after its time. */
  private static final long GRACE_NS = 10_000_000_000L;

  /** How long a request may stand still. */
  private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(1);

  private final Selector selector;
  private final long patienceNs;
  private final List<Connection> connections = new ArrayList<>();

  public LoadClient(InetSocketAddress address, int connectionCount) throws IOException {
    this(address, connectionCount, PATIENCE_NS);
  }

  /** For tests, which can't wait for a minute. */
  LoadClient(InetSocketAddress address, int connectionCount, long patienceNs) throws IOException {
    this.patienceNs = patienceNs;
    selector = Selector.open();
    for (int i = 0; i < connectionCount; i++) {
      connections.add(new Connection(i, address, selector));
    }
  }

  /**
   * Runs as planned, or until the traffic ends or all connections are broken.
   *
   * @throws UnansweredException where a request stands still
   */
  public Result run(Traffic traffic, Plan plan) throws IOException {
    return run(traffic, plan, Watcher.NONE);
  }

  /**
   * Runs as planned, or until the traffic ends or all connections are broken.
   *
   * @throws UnansweredException where a request stands still
   */
  public Result run(Traffic traffic, Plan plan, Watcher watcher) throws IOException {
    return new Run(traffic, plan, watcher).run();
  }

  @Override
  public void close() throws IOException {
    connections.forEach(Connection::close);
    selector.close();
  }

  /** The state of one run. */
  private final class Run {
    private final Traffic traffic;
    private final boolean openLoop;
    private final double intervalNs;
    private final long startNs = System.nanoTime();
    private final long endNs;
    private final Meter meter;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private long issued;
    private int busy;

    Run(Traffic traffic, Plan plan, Watcher watcher) {
      this.traffic = traffic;
      openLoop = plan.perSecond() > 0;
      intervalNs = openLoop ? 1e9 / plan.perSecond() : 0;
      endNs = startNs + plan.warmUpNs() + plan.durationNs();
      meter = new Meter(traffic.kinds(), watcher, startNs, plan.warmUpNs());
      for (Connection connection : connections) {
        connection.finished = !connection.isOpen();
        if (connection.isOpen()) {
          idle.add(connection);
        }
      }
    }

    Result run() throws IOException {
      long nowNs = startNs;
      boolean ended = false;
      while (!ended) {
        boolean open = nowNs < endNs;
        if (open) {
          issue(nowNs);
        }
        if (busy > 0 || (open && !idle.isEmpty())) {
          // In an open loop a millisecond late at most: spinning would take the target's core.
          selector.select(this::handle, openLoop && open && !idle.isEmpty() ? 1 : 100);
          dropBroken();
        }
        nowNs = System.nanoTime();
        meter.tick(nowNs);
        failWhereStill(nowNs);
        boolean nothingToDo = busy == 0 && (nowNs >= endNs || idle.isEmpty());
        ended = nothingToDo || nowNs > endNs + GRACE_NS;
      }
      abandonBusy();
      return meter.end(nowNs, unsent(nowNs));
    }

    /** None where the traffic ended before its time. */
    private long unsent(long nowNs) {
      boolean outOfTraffic = nowNs < endNs && connections.stream().anyMatch(Connection::isOpen);
      if (!openLoop || outOfTraffic) {
        return 0;
      }
      long due = (long) ((Math.min(nowNs, endNs) - startNs) / intervalNs);
      return Math.max(0, due - issued);
    }

    private void issue(long nowNs) {
      while (!idle.isEmpty()) {
        long dueNs = openLoop ? startNs + (long) (issued * intervalNs) : nowNs;
        if (dueNs > nowNs) {
          return;
        }
        Connection connection = idle.poll();
        byte[] request = connection.finished ? null : traffic.next(connection.number);
        if (request == null) {
          connection.finished = true;
        } else {
          issued++;
          connection.dueNs = dueNs;
          connection.busy = true;
          busy++;
          connection.send(request);
        }
      }
    }

    private void handle(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      if (key.isValid() && key.isWritable()) {
        connection.flush();
      }
      if (key.isValid() && key.isReadable() && connection.receive()) {
        byte[] more = traffic.followUp(connection.number, connection.reader);
        if (more != null) {
          connection.reader.next();
          connection.send(more);
          return;
        }
        meter.answered(
            traffic.kind(connection.number),
            connection.dueNs,
            System.nanoTime(),
            connection.reader.status() != 200);
        traffic.answered(connection.number, connection.reader);
        connection.reader.next();
        connection.busy = false;
        busy--;
        idle.add(connection);
      }
    }

    private void dropBroken() {
      for (Connection connection : connections) {
        if (connection.busy && !connection.isOpen()) {
          abandon(connection);
        }
      }
    }

    private void failWhereStill(long nowNs) throws UnansweredException, IOException {
      for (Connection connection : connections) {
        if (connection.busy && nowNs - connection.movedNs > patienceNs) {
          throw new UnansweredException(
              "unanswered, and nothing moved for %,d s: %s"
                  .formatted(TimeUnit.NANOSECONDS.toSeconds(patienceNs), connection.progress()));
        }
      }
    }

    /** After the grace: whatever was in flight stays unknown, and its connection can't go on. */
    private void abandonBusy() {
      for (Connection connection : connections) {
        if (connection.busy) {
          connection.close();
          abandon(connection);
        }
      }
    }

    private void abandon(Connection connection) {
      connection.busy = false;
      busy--;
      meter.broken(System.nanoTime());
      traffic.broken(connection.number);
    }
  }
}
