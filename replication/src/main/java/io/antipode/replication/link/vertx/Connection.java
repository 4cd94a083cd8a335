package io.antipode.replication.link.vertx;

import io.antipode.cluster.topology.Printable;
import io.antipode.cluster.topology.Region;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: whoever called greets, the other side checks that and greets in its turn, or
 * says why not; then it carries frames. Who doesn't greet, first and soon, is gone. Confined to the
 * links' context, but for {@link #send}.
 */
final class Connection {
  /** What the links hear of it. */
  interface Owner {
    /** Why a process can't be that region: another one is, and has a session; else null. */
    @Nullable String doubled(Region peer, long run);

    /** The other side says that this process can't be its region: another one is. */
    void toldDoubled(Connection connection, String why);

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
  private final boolean called;
  private final Owner owner;
  private final TcpFrameReader reader;
  private final AtomicLong queuedBytes = new AtomicLong();
  private @Nullable Region peer;
  private long run;
  private boolean closed;
  private int silentTicks;
  private int strangeTicks;

  /**
   * @param called whether this side opened the connection
   */
  Connection(NetSocket socket, Hello mine, boolean called, Owner owner) {
    this.socket = socket;
    this.mine = mine;
    this.called = called;
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
    if (called) {
      write(TcpFrame.Kind.HELLO, mine.encode());
    }
  }

  /** Whether it has yet to greet. */
  boolean isStrange() {
    return peer == null;
  }

  /** Of the process that has greeted. */
  long run() {
    return run;
  }

  String remoteAddress() {
    return String.valueOf(socket.remoteAddress());
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
      case REFUSED -> close("refused: " + textOf(payload));
      case DOUBLED -> {
        owner.toldDoubled(this, textOf(payload));
        close("refused: " + textOf(payload));
      }
    }
  }

  private static String textOf(byte[] payload) {
    return Printable.of(new String(payload, StandardCharsets.UTF_8), Hello.MAX_TEXT_BYTES);
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
    String doubled = owner.doubled(region, theirs.run());
    if (doubled != null) {
      write(TcpFrame.Kind.DOUBLED, doubled.getBytes(StandardCharsets.UTF_8));
      close(doubled);
      return;
    }
    if (!called) {
      write(TcpFrame.Kind.HELLO, mine.encode());
    }
    peer = region;
    run = theirs.run();
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
    } else if (peer != null) {
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
