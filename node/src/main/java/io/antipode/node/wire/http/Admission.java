package io.antipode.node.wire.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections of all ports, where they are accepted. A burst is accepted faster than the
 * loops that shall serve it hear of it, so the bound is held here: above it the loops let idle
 * connections give way, and what comes beyond a quarter more is closed before anything is spent on
 * it. Any thread.
 */
@Sharable
final class Admission extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final int maxOpen;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();

  /** Of those that are open. */
  private final AtomicInteger served = new AtomicInteger();

  Admission(int maxOpen) {
    this.maxOpen = maxOpen;
  }

  /** Whether a connection has to go for the next that comes. */
  boolean isFull() {
    return open.get() >= maxOpen;
  }

  /** Whether a connection has to go for the one that has just come. */
  boolean isOver() {
    return open.get() > maxOpen;
  }

  /** The first request of a connection has been answered. */
  void served() {
    served.incrementAndGet();
  }

  /** One that has been served is over. */
  void servedClosed() {
    served.decrementAndGet();
  }

  /** How many there are, on any loop and port, that have yet to be served. */
  int silent() {
    return open.get() - served.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext acceptor, Object accepted) {
    Channel connection = (Channel) accepted;
    if (open.incrementAndGet() > maxOpen + maxOpen / 4) {
      open.decrementAndGet();
      connection.unsafe().closeForcibly();
      if (turnedAway.getAndIncrement() == 0) {
        LOG.warn("more than {} connections: new ones are closed", maxOpen);
      }
      return;
    }
    connection.closeFuture().addListener(closed -> open.decrementAndGet());
    acceptor.fireChannelRead(connection);
  }

  /** Called now and then: says what was turned away, once for each time that it begins. */
  void tick() {
    int count = isOver() ? 0 : turnedAway.getAndSet(0);
    if (count > 0) {
      LOG.warn("{} connections were closed since there were more than {}", count, maxOpen);
    }
  }
}
