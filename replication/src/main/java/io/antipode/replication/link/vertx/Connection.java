package io.antipode.replication.link.vertx;

import io.antipode.cluster.topology.Region;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: greets, checks the greeting, then carries frames. Who doesn't greet, first
 * and soon, is gone. Confined to the links' context, but for {@link #send}.
 */
final class Connection {
  /** What the links hear of it. */
  interface Owner {
    /**
     * The greeting is in order.
     *
     * @return whether the connection is wanted
     */
    boolean greeted(Connection connection, Region peer);

    void data(Connection connection, Region peer, byte[] payload);

    /**
     * The connection is over.
     *
     * @param reason null where the other side just closed it
     */
    void closed(Connection connection, @Nullable Region peer, @Nullable String reason);
  }

  private static final byte[] NOTHING = {};

  private final NetSocket socket;
  private final Hello mine;
  private final Owner owner;
  private final TcpFrameReader reader;
  private final AtomicLong queuedBytes = new AtomicLong();
  private @Nullable Region peer;
  private boolean closed;
  private int silentTicks;
  private int strangeTicks;

  Connection(NetSocket socket, Hello mine, Owner owner) {
    this.socket = socket;
    this.mine = mine;
    this.owner = owner;
    reader = new TcpFrameReader(this::onFrame);
    socket.handler(
        bytes -> {
          silentTicks = 0;
          String wrong = reader.feed(bytes);
          if (wrong != null) {
            close(wrong);
          }
        });
    socket.exceptionHandler(e -> close(String.valueOf(e.getMessage())));
    socket.closeHandler(v -> close(null));
    write(TcpFrame.Kind.HELLO, mine.encode());
  }

  /** Whether it has yet to greet. */
  boolean isStrange() {
    return peer == null;
  }

  /** Any thread. */
  void send(byte[] payload) {
    write(TcpFrame.Kind.DATA, payload);
  }

  /** Not yet handed to the kernel; any thread. */
  long queuedBytes() {
    return queuedBytes.get();
  }

  private void write(TcpFrame.Kind kind, byte[] payload) {
    long bytes = (long) TcpFrame.HEADER_BYTES + payload.length;
    queuedBytes.addAndGet(bytes);
    socket
        .write(TcpFrame.encode(kind, payload))
        .onComplete(result -> queuedBytes.addAndGet(-bytes));
  }

  private void onFrame(TcpFrame.Kind kind, byte[] payload) {
    switch (kind) {
      case HELLO -> onHello(payload);
      case DATA -> {
        if (peer == null) {
          close("data before a greeting");
        } else {
          owner.data(this, peer, payload);
        }
      }
      case PING -> {
        if (peer == null) {
          close("a ping before a greeting");
        }
      }
      case REFUSED ->
          close("refused: " + Hello.printable(new String(payload, StandardCharsets.UTF_8)));
    }
  }

  private void onHello(byte[] payload) {
    Hello theirs = Hello.decode(payload);
    Region region = theirs == null ? null : theirs.peer();
    if (theirs == null || region == null || peer != null) {
      close("no proper greeting");
      return;
    }
    String refusal = mine.refusal(theirs);
    if (refusal != null) {
      write(TcpFrame.Kind.REFUSED, refusalFor(theirs).getBytes(StandardCharsets.UTF_8));
      close(refusal);
      return;
    }
    peer = region;
    reader.greeted();
    if (!owner.greeted(this, region)) {
      peer = null;
      close("not expected: " + region);
    }
  }

  private String refusalFor(Hello theirs) {
    return String.valueOf(theirs.refusal(mine));
  }

  /** Pings, and gives up on a peer that has been silent for too long. */
  void tick(int silentTicksMax) {
    if (closed) {
      return;
    }
    if (++silentTicks > silentTicksMax) {
      close("silent for too long");
    } else if (peer == null && ++strangeTicks > silentTicksMax) {
      close("no greeting for too long");
    } else {
      write(TcpFrame.Kind.PING, NOTHING);
    }
  }

  void close(@Nullable String reason) {
    if (!closed) {
      closed = true;
      reader.stop();
      socket.close();
      owner.closed(this, peer, reason);
    }
  }
}
