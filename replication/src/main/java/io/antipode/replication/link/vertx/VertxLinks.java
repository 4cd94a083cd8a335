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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links over TCP: one connection for each pair of regions, opened by the one with the smaller name,
 * and by the other one too where none comes for five seconds. A connection is a session: TCP keeps
 * frames whole and in order, a checksum guards each, and when the connection ends the session does.
 * Both sides ping, so that a half-open connection is noticed within three seconds. A region is one
 * process: while there is a session with it, another that calls itself so is refused, and hears
 * why.
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

  /** Pings without a session until the region with the greater name calls, too. */
  private static final int CALL_TICKS = 10;

  /** Pings over which a peer has to go on saying that another process is this region. */
  private static final int DOUBLED_TICKS = 20;

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
   * @param run tells this process from any other that serves as the same region
   */
  public record Settings(
      Region self, String cluster, int shardCount, String bindHost, int port, long run) {
    public static final String LOOPBACK = "127.0.0.1";
  }

  private record Address(String host, int port) {}

  /** A peer that this region connects to. Confined to the context. */
  private static final class Target {
    /** Whether it is for this region to call, always; else it calls when nobody does. */
    final boolean calls;

    Address address;
    int backoffMs = BACKOFF_MIN_MS;
    int lonelyTicks;
    boolean connecting;
    @Nullable Connection connection;

    Target(boolean calls, Address address) {
      this.calls = calls;
      this.address = address;
    }
  }

  private final Vertx vertx;
  private final int pingMs;
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
  private int toldDoubledAtTick = -1;
  private @Nullable NetServer server;
  private @Nullable NetClient client;
  private long pingTimer;

  private volatile @Nullable Listener listener;
  private volatile Consumer<String> onDoubled = why -> {};
  private volatile boolean closed;
  private volatile int listenPort;

  /** Takes a context of its own; call it outside any Vert.x thread to get a fresh one. */
  public VertxLinks(Vertx vertx, Settings settings) {
    this(vertx, settings, PING_MS);
  }

  /** For tests that can't wait. */
  VertxLinks(Vertx vertx, Settings settings, int pingMs) {
    this.vertx = vertx;
    this.pingMs = pingMs;
    this.settings = settings;
    context = vertx.getOrCreateContext();
    hello =
        new Hello(
            Hello.PROTOCOL,
            settings.shardCount(),
            settings.cluster(),
            settings.self().name(),
            settings.run());
  }

  /**
   * Hears why, once a peer has gone on saying for ten seconds that another process is this region.
   */
  public void onDoubled(Consumer<String> handler) {
    onDoubled = handler;
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
          boolean calls = settings.self().compareTo(peer) < 0;
          Address address = new Address(host, port);
          Target target = targets.computeIfAbsent(peer, p -> new Target(calls, address));
          target.address = address;
          connectWhereDue(peer, target);
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
          pingTimer = vertx.setPeriodic(pingMs, id -> ping());
          targets.forEach(this::connectWhereDue);
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
    connections.add(new Connection(socket, hello, false, owner));
  }

  private void connectWhereDue(Region peer, Target target) {
    if (target.calls || target.lonelyTicks >= CALL_TICKS) {
      connect(peer, target);
    }
  }

  private void connect(Region peer, Target target) {
    NetClient from = client;
    if (closed
        || from == null
        || target.connecting
        || target.connection != null
        || sessions.containsKey(peer)) {
      return;
    }
    target.connecting = true;
    target.lonelyTicks = 0;
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
                Connection connection = new Connection(result.result(), hello, true, owner);
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
    if (closed || !target.calls) {
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
    targets.forEach(
        (peer, target) -> {
          target.lonelyTicks = sessions.containsKey(peer) ? 0 : target.lonelyTicks + 1;
          connectWhereDue(peer, target);
        });
  }

  private final class Owner implements Connection.Owner {
    @Override
    public @Nullable String doubled(Region peer, long run) {
      Connection session = sessions.get(peer);
      return session == null || session.run() == run
          ? null
          : "another process is " + peer + ", at " + session.remoteAddress();
    }

    @Override
    public void toldDoubled(Connection connection, String why) {
      if (toldDoubledAtTick < 0) {
        toldDoubledAtTick = ticks;
      } else if (ticks - toldDoubledAtTick >= DOUBLED_TICKS) {
        onDoubled.accept(dialled(connection) + " says that " + why);
        toldDoubledAtTick = ticks;
      }
    }

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
      toldDoubledAtTick = -1;
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
            if (target.connection == connection || region.equals(peer)) {
              target.connection = target.connection == connection ? null : target.connection;
              connectLater(region, target);
            }
          });
    }
  }
}
