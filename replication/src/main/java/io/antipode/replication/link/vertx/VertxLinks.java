package io.antipode.replication.link.vertx;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.link.Links;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links over TCP: one connection for each pair of regions, opened by the one with the smaller name.
 * A connection is a session: TCP keeps frames whole and in order, a checksum guards each, and when
 * the connection ends the session does. Both sides ping, so that a half-open connection is noticed
 * within three seconds.
 *
 * <p>Order of use: {@link #listen}, {@link #peer} for each peer (at any time), {@link #start}.
 * Everything but {@link #send} and {@link #queuedBytes} happens on one Vert.x context, on which the
 * listener is called too.
 */
public final class VertxLinks implements Links {
  private static final Logger LOG = LoggerFactory.getLogger(VertxLinks.class);

  private static final int BACKOFF_MIN_MS = 50;
  private static final int BACKOFF_MAX_MS = 1_000;
  private static final int CONNECT_TIMEOUT_MS = 2_000;
  private static final int PING_MS = 500;

  /** Pings of ours without a byte from the peer until the connection is given up. */
  private static final int SILENT_TICKS_MAX = 5;

  /** Connections of who has yet to greet; the oldest gives way to the next. */
  private static final int STRANGERS_MAX = 64;

  /** Lines of the log about those who never greeted, in {@link #STRANGERS_LOG_TICKS}. */
  private static final int STRANGERS_LOGGED_MAX = 5;

  private static final int STRANGERS_LOG_TICKS = 120;

  /** More than this waiting to be written, and the session is dropped: the peer does not read. */
  private static final long QUEUE_MAX_BYTES = 64L << 20;

  /**
   * Who this is and where it listens.
   *
   * @param cluster regions of one store share this id
   * @param port 0 for any
   */
  public record Settings(Region self, String cluster, int shardCount, String bindHost, int port) {
    public static final String LOOPBACK = "127.0.0.1";
  }

  private record Address(String host, int port) {}

  /** A peer that this region connects to. Confined to the context. */
  private static final class Target {
    Address address;
    int backoffMs = BACKOFF_MIN_MS;
    boolean connecting;
    @Nullable Connection connection;

    Target(Address address) {
      this.address = address;
    }
  }

  private final Vertx vertx;
  private final Context context;
  private final Settings settings;
  private final Hello hello;
  private final Map<Region, Connection> sessions = new ConcurrentHashMap<>();

  /** Why there is no session with a peer; each reason is said once. */
  private final Map<Region, String> troubles = new ConcurrentHashMap<>();

  private final Owner owner = new Owner();

  // Confined to the context:
  private final Map<Region, Target> targets = new TreeMap<>();
  private final Set<Region> expected = new HashSet<>();
  private final Set<Connection> connections = new LinkedHashSet<>();
  private int strangersLogged;
  private int ticks;
  private @Nullable NetServer server;
  private @Nullable NetClient client;
  private long pingTimer;

  private volatile @Nullable Listener listener;
  private volatile boolean closed;
  private volatile int listenPort;

  /** Takes a context of its own; call it outside any Vert.x thread to get a fresh one. */
  public VertxLinks(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
    context = vertx.getOrCreateContext();
    hello =
        new Hello(
            Hello.PROTOCOL, settings.shardCount(), settings.cluster(), settings.self().name());
  }

  /** Binds the port; completes with it. Connections before {@link #start} are closed again. */
  public Future<Integer> listen() {
    Promise<Integer> bound = Promise.promise();
    context.runOnContext(
        v -> {
          NetServer newServer = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true));
          server = newServer;
          newServer
              .connectHandler(this::accepted)
              .listen(settings.port(), settings.bindHost())
              .onSuccess(listening -> listenPort = listening.actualPort())
              .map(NetServer::actualPort)
              .onComplete(bound);
        });
    return bound.future();
  }

  /** The port bound by {@link #listen}; 0 before. */
  public int listenPort() {
    return listenPort;
  }

  /** Says where a peer listens; a new address counts from the next connection on. */
  public void peer(Region peer, String host, int port) {
    context.runOnContext(
        v -> {
          expected.add(peer);
          if (settings.self().compareTo(peer) < 0) {
            Address address = new Address(host, port);
            Target target = targets.computeIfAbsent(peer, p -> new Target(address));
            target.address = address;
            connect(peer, target);
          }
        });
  }

  @Override
  public void start(Listener newListener) {
    listener = newListener;
    context.runOnContext(
        v -> {
          client =
              vertx.createNetClient(
                  new NetClientOptions().setTcpNoDelay(true).setConnectTimeout(CONNECT_TIMEOUT_MS));
          pingTimer = vertx.setPeriodic(PING_MS, id -> ping());
          targets.forEach(this::connect);
        });
  }

  @Override
  public void send(Region peer, byte[] frame) {
    Connection connection = sessions.get(peer);
    if (connection == null) {
      return;
    }
    if (frame.length > TcpFrame.MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("frame of " + frame.length + " bytes");
    }
    if (connection.queuedBytes() > QUEUE_MAX_BYTES) {
      context.runOnContext(v -> connection.close("the peer does not read"));
      return;
    }
    connection.send(frame);
  }

  @Override
  public long queuedBytes(Region peer) {
    Connection connection = sessions.get(peer);
    return connection == null ? 0 : connection.queuedBytes();
  }

  @Override
  public void close() {
    closed = true;
    context.runOnContext(
        v -> {
          vertx.cancelTimer(pingTimer);
          new ArrayList<>(connections).forEach(connection -> connection.close(null));
          if (server != null) {
            server.close();
          }
          if (client != null) {
            client.close();
          }
        });
  }

  private void accepted(NetSocket socket) {
    if (closed || listener == null) {
      socket.close();
      return;
    }
    List<Connection> strangers = connections.stream().filter(Connection::isStrange).toList();
    if (strangers.size() >= STRANGERS_MAX) {
      strangers.getFirst().close("others wait to greet");
    }
    connections.add(new Connection(socket, hello, owner));
  }

  private void connect(Region peer, Target target) {
    NetClient from = client;
    if (closed || from == null || target.connecting || target.connection != null) {
      return;
    }
    target.connecting = true;
    from.connect(target.address.port, target.address.host)
        .onComplete(
            result -> {
              target.connecting = false;
              if (!result.succeeded()) {
                unreachable(peer, target, result.cause());
                connectLater(peer, target);
              } else if (closed) {
                result.result().close();
              } else {
                Connection connection = new Connection(result.result(), hello, owner);
                connections.add(connection);
                target.connection = connection;
              }
            });
  }

  private void unreachable(Region peer, Target target, Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    trouble(peer, "can't reach " + target.address.host + ":" + target.address.port + ": " + why);
  }

  private void trouble(Region peer, String reason) {
    if (!closed && !reason.equals(troubles.put(peer, reason))) {
      LOG.warn("{}: no session with {}: {}", settings.self(), peer, reason);
    }
  }

  @Override
  public Map<Region, String> troubles() {
    return Map.copyOf(troubles);
  }

  private void connectLater(Region peer, Target target) {
    if (closed) {
      return;
    }
    int delayMs = target.backoffMs;
    target.backoffMs = Math.min(BACKOFF_MAX_MS, delayMs * 2);
    vertx.setTimer(delayMs, id -> connect(peer, target));
  }

  private void ping() {
    if (++ticks % STRANGERS_LOG_TICKS == 0) {
      strangersLogged = 0;
    }
    for (Connection connection : new ArrayList<>(connections)) {
      connection.tick(SILENT_TICKS_MAX);
    }
  }

  private final class Owner implements Connection.Owner {
    @Override
    public boolean greeted(Connection connection, Region peer) {
      Listener hearing = listener;
      if (closed || hearing == null || !expected.contains(peer)) {
        return false;
      }
      Connection before = sessions.get(peer);
      if (before != null) {
        before.close("replaced by a new connection");
      }
      Target target = targets.get(peer);
      if (target != null) {
        target.backoffMs = BACKOFF_MIN_MS;
      }
      sessions.put(peer, connection);
      troubles.remove(peer);
      LOG.info("{}: session with {}", settings.self(), peer);
      hearing.up(peer);
      return true;
    }

    @Override
    public void data(Connection connection, Region peer, byte[] payload) {
      Listener hearing = listener;
      if (hearing != null && sessions.get(peer) == connection) {
        hearing.frame(peer, payload);
      }
    }

    private @Nullable Region dialled(Connection connection) {
      for (Map.Entry<Region, Target> each : targets.entrySet()) {
        if (each.getValue().connection == connection) {
          return each.getKey();
        }
      }
      return null;
    }

    @Override
    public void closed(Connection connection, @Nullable Region peer, @Nullable String reason) {
      connections.remove(connection);
      Region dialled = dialled(connection);
      if (reason != null && dialled != null) {
        trouble(dialled, reason);
      } else if (reason != null
          && !closed
          && (peer != null || ++strangersLogged <= STRANGERS_LOGGED_MAX)) {
        LOG.warn("{}: connection with {} closed: {}", settings.self(), peer, reason);
      }
      Listener hearing = listener;
      if (peer != null && sessions.remove(peer, connection) && hearing != null) {
        hearing.down(peer);
      }
      targets.forEach(
          (region, target) -> {
            if (target.connection == connection) {
              target.connection = null;
              connectLater(region, target);
            }
          });
    }
  }
}
