package io.antipode.load.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the two ends of a link. Whoever dials its port talks to the target, through the
 * faults of the two {@link Way}s:
 *
 * <pre>
 *   dialler ──► [ there ] ──► target
 *           ◄── [ back  ] ◄──
 * </pre>
 *
 * Held ways keep what is sent and deliver it when freed, as a cut wire does whose ends did not give
 * up meanwhile; a connection that is opened over a held way is accepted, for that is the kernel's
 * doing, and hears nothing until the way is free. Any thread.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int DIAL_MS = 2_000;

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Way there;
  private final Way back;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  /** Guarded by this. */
  private final SplittableRandom random;

  /**
   * Listens on a port of loopback.
   *
   * @param port 0 for any
   * @param seed of jitter and loss
   */
  public FaultProxy(int port, InetSocketAddress target, Way there, Way back, long seed) {
    this.target = target;
    this.there = there;
    this.back = back;
    random = new SplittableRandom(seed);
    try {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(Loopback.port(port));
    } catch (IOException e) {
      throw new UncheckedIOException("proxy " + there + " on port " + port, e);
    }
    Thread.ofVirtual().name("accept " + there).start(this::accept);
  }

  public InetSocketAddress address() {
    return Loopback.port(server.getLocalPort());
  }

  /** How many connections there are. */
  public int connections() {
    return links.size();
  }

  /** Breaks all connections with a reset on both sides, at once, held or not. */
  public void reset() {
    links.forEach(Link::reset);
  }

  private void accept() {
    while (true) {
      Socket dialler;
      try {
        dialler = server.accept();
      } catch (IOException e) {
        return; // closed
      }
      Thread.ofVirtual().name("dial " + there).start(() -> connect(dialler));
    }
  }

  private void connect(Socket dialler) {
    Link link = new Link(dialler, new Socket(), split(), split());
    links.add(link);
    try {
      dialler.setTcpNoDelay(true);
      link.server.setTcpNoDelay(true);
      there.awaitFree();
      back.awaitFree();
      link.server.connect(target, DIAL_MS);
      link.start();
    } catch (IOException e) {
      link.reset();
    } catch (InterruptedException e) {
      link.reset();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized SplittableRandom split() {
    return random.split();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  /** Two sockets and the pumps between them. */
  private final class Link {
    final Socket client;
    final Socket server;
    private final Pump forth;
    private final Pump home;

    /** Guarded by this. */
    private int ends;

    /** Guarded by this. An end that is the reset's own doing is not passed on as an orderly one. */
    private boolean reset;

    Link(Socket client, Socket server, SplittableRandom forthRandom, SplittableRandom homeRandom) {
      this.client = client;
      this.server = server;
      forth = new Pump(there, client, server, forthRandom, () -> ended(true));
      home = new Pump(back, server, client, homeRandom, () -> ended(false));
    }

    void start() {
      for (Pump pump : new Pump[] {forth, home}) {
        Thread.ofVirtual().start(pump::read);
        Thread.ofVirtual().start(pump::deliver);
      }
    }

    private synchronized void ended(boolean ofForth) {
      if (reset) {
        return;
      }
      (ofForth ? forth : home).endReceiver();
      if (++ends == 2) {
        Pump.closeQuietly(client);
        Pump.closeQuietly(server);
        links.remove(this);
      }
    }

    void reset() {
      synchronized (this) {
        reset = true;
      }
      for (Socket socket : new Socket[] {client, server}) {
        try {
          socket.setSoLinger(true, 0);
        } catch (IOException e) {
          // Closed already.
        }
        Pump.closeQuietly(socket);
      }
      links.remove(this);
    }
  }
}
