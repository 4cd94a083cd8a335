package io.antipode.load.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Drives many connections from the calling thread, one request in flight on each. Closed loop: the
 * next request leaves when the answer is there. Open loop: requests are due at a fixed rate
 * whatever the answers do, and latency counts from when a request was due, so that a stall of the
 * target is not hidden (no coordinated omission).
 */
public final class LoadClient implements AutoCloseable {
  /** Where requests come from and answers go; called on the client's thread. */
  public interface Traffic {
    /** The next request's bytes, or null to send no more on this connection. */
    byte @Nullable [] next(int connection);

    /** An answer; valid during the call. */
    default void answered(int connection, Answer answer) {}

    /** The connection broke with a request in flight: its outcome is unknown. */
    default void broken(int connection) {}
  }

  /** The answer at hand; its parts are only made when asked for. */
  public interface Answer {
    int status();

    String body();

    /** A header's value, or null; the name in lower case. */
    @Nullable String header(String name);
  }

  /** What a run measured. */
  public record Result(long answers, long errors, long elapsedNs, Histogram latencyNs) {
    public double perSecond() {
      return answers * 1e9 / elapsedNs;
    }

    public double millis(double percentile) {
      return latencyNs.getValueAtPercentile(percentile) / 1e6;
    }
  }

  private static final class Connection {
    final int number;
    final SocketChannel channel;
    final ResponseReader reader = new ResponseReader();
    @Nullable SelectionKey key;
    @Nullable ByteBuffer out;
    long dueNs;
    boolean busy;
    boolean finished;

    Connection(int number, SocketChannel channel) {
      this.number = number;
      this.channel = channel;
    }

    void close() {
      finished = true;
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How long a run waits for the last answers after its time. */
  private static final long GRACE_NS = 10_000_000_000L;

  private final Selector selector;
  private final InetSocketAddress address;
  private final List<Connection> connections = new ArrayList<>();

  public LoadClient(InetSocketAddress address, int connectionCount) throws IOException {
    this.address = address;
    selector = Selector.open();
    for (int i = 0; i < connectionCount; i++) {
      connections.add(connect(i));
    }
  }

  private Connection connect(int number) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(number, channel);
    connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /**
   * Runs for a time, or until the traffic ends.
   *
   * @param perSecond the open-loop rate over all connections, or 0 for a closed loop
   */
  public Result run(Traffic traffic, long durationNs, double perSecond) throws IOException {
    Histogram latencyNs = new Histogram(60_000_000_000L, 3);
    long[] counts = new long[2];
    long startNs = System.nanoTime();
    long endNs = startNs + durationNs;
    ArrayDeque<Connection> idle = new ArrayDeque<>(connections);
    idle.removeIf(connection -> !connection.channel.isOpen());
    double intervalNs = perSecond > 0 ? 1e9 / perSecond : 0;
    long issued = 0;
    int busy = 0;
    for (Connection connection : connections) {
      connection.finished = !connection.channel.isOpen();
    }
    while (true) {
      long nowNs = System.nanoTime();
      boolean open = nowNs < endNs;
      while (open && !idle.isEmpty()) {
        long dueNs = perSecond > 0 ? startNs + (long) (issued * intervalNs) : nowNs;
        if (dueNs > nowNs) {
          break;
        }
        Connection connection = idle.poll();
        byte[] request = connection.finished ? null : traffic.next(connection.number);
        if (request == null) {
          connection.finished = true;
          continue;
        }
        issued++;
        connection.dueNs = dueNs;
        connection.busy = true;
        busy++;
        send(connection, request);
      }
      if (busy == 0 && (!open || idle.isEmpty())) {
        break;
      }
      if (!open && nowNs > endNs + GRACE_NS) {
        break;
      }
      if (perSecond > 0 && !idle.isEmpty()) {
        // A millisecond late at most: spinning would take the target's core.
        selector.select(1);
      } else {
        selector.select(100);
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Connection connection = (Connection) key.attachment();
        if (key.isValid() && key.isWritable()) {
          flush(connection);
        }
        if (key.isValid() && key.isReadable() && read(connection, traffic, latencyNs, counts)) {
          connection.busy = false;
          busy--;
          idle.add(connection);
        }
      }
      selector.selectedKeys().clear();
      for (Connection connection : connections) {
        if (connection.busy && !connection.channel.isOpen()) {
          connection.busy = false;
          busy--;
          counts[1]++;
          traffic.broken(connection.number);
        }
      }
    }
    return new Result(counts[0], counts[1], System.nanoTime() - startNs, latencyNs);
  }

  private static void send(Connection connection, byte[] request) {
    connection.out = ByteBuffer.wrap(request);
    flush(connection);
  }

  /**
   * Writes what is left; asks to hear when there is room for the rest. A broken connection is
   * closed.
   */
  private static void flush(Connection connection) {
    ByteBuffer out = connection.out;
    if (out == null) {
      return;
    }
    try {
      connection.channel.write(out);
      SelectionKey key = Objects.requireNonNull(connection.key);
      if (out.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      } else {
        connection.out = null;
        if (key.interestOps() != SelectionKey.OP_READ) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
    } catch (IOException e) {
      connection.close();
    }
  }

  /** Takes what has come; true when it completed the answer in flight. */
  private static boolean read(
      Connection connection, Traffic traffic, Histogram latencyNs, long[] counts) {
    ResponseReader reader = connection.reader;
    byte[] buffer = reader.buffer();
    try {
      int count =
          connection.channel.read(
              ByteBuffer.wrap(buffer, reader.end(), buffer.length - reader.end()));
      if (count < 0) {
        connection.close();
        return false;
      }
      reader.received(count);
    } catch (IOException e) {
      connection.close();
      return false;
    }
    if (!connection.busy || !reader.complete()) {
      return false;
    }
    latencyNs.recordValue(
        Math.min(System.nanoTime() - connection.dueNs, latencyNs.getHighestTrackableValue()));
    counts[0]++;
    if (reader.status() != 200) {
      counts[1]++;
    }
    traffic.answered(connection.number, reader);
    reader.next();
    return true;
  }

  @Override
  public void close() throws IOException {
    connections.forEach(Connection::close);
    selector.close();
  }
}
