package io.antipode.node.wire.http;

import io.antipode.node.runtime.Outbox;
import io.antipode.node.wire.http.ConnectionState.Phase;
import io.antipode.node.wire.http.HttpHandler.BodyRefusal;
import io.antipode.replication.memory.MemoryShare;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes requests out of its bytes, hands each on when the one before is answered,
 * and so answers in order. While a request is under way, or earlier answers are unread, no more is
 * read than what had arrived. Confined to its loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
  private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Which part of a request the next bytes are of. */
  private enum Part {
    HEAD,
    BODY,
    CHUNKED_BODY
  }

  private final HttpLoop loop;
  private final SocketChannel channel;
  private final ConnectionState state = new ConnectionState();
  private final RequestHead head = new RequestHead();
  private final ChunkedBody chunks = new ChunkedBody();
  private final Remainder remainder;
  private final RequestBody body;
  private Part part = Part.HEAD;

  /** Of a body with a length. */
  private long missingBytes;

  /** The request that waits for its answer. */
  private @Nullable HttpExchange current;

  /** Whether {@link #consume} is at work, which goes on by itself when a request is answered. */
  private boolean consuming;

  /** Whether bytes were written that Netty has yet to pass to the kernel. */
  private boolean unflushed;

  HttpConnection(HttpLoop loop, SocketChannel channel) {
    this.loop = loop;
    this.channel = channel;
    this.body = loop.newBody();
    this.remainder = new Remainder(loop.bodies());
  }

  ConnectionState state() {
    return state;
  }

  /** Whether it holds memory of the budget for bodies. */
  boolean holdsGrant() {
    return body.grantedBytes() > 0 || remainder.grantedBytes() > 0;
  }

  MemoryShare bodies() {
    return loop.bodies();
  }

  MemoryShare answers() {
    return loop.answers();
  }

  boolean inLoop() {
    return channel.eventLoop().inEventLoop();
  }

  void execute(Runnable task) {
    Outbox.execute(channel.eventLoop(), task);
  }

  /** At once, whatever is under way or unread. */
  void close() {
    var unused = channel.close();
  }

  /** For others, between or within requests: what it held is free when this returns. */
  void giveWay() {
    body.release();
    remainder.clear();
    state.enter(Phase.DRAINING);
    close();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.guard().opened(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.guard().closed(this);
    loop.answers().giveBack(state.close());
    body.release();
    remainder.clear();
    head.clear();
    current = null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection {} broke off", channel, cause);
    close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      byte[] arrived = loop.arrived();
      while (in.isReadable() && !state.isClosed()) {
        int count = Math.min(arrived.length, in.readableBytes());
        in.readBytes(arrived, 0, count);
        received(arrived, count);
      }
    } finally {
      in.release();
    }
  }

  private void received(byte[] bytes, int count) {
    if (state.phase() == Phase.DRAINING) {
      return;
    }
    if (remainder.isEmpty() && state.mayRead()) {
      consume(bytes, count);
    } else {
      keep(bytes, 0, count);
      consumeRemainder();
    }
  }

  /** Keeps what can't be read yet; where there is no memory for it the connection ends. */
  private void keep(byte[] bytes, int from, int count) {
    if (!remainder.append(bytes, from, count)) {
      giveWay();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (state.phase() == Phase.BLOCKED && channel.isWritable()) {
      state.enter(Phase.IDLE);
      goOn();
    }
  }

  private void flush() {
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  /** After a pause: what had arrived first, then more. */
  private void goOn() {
    consumeRemainder();
    flush();
    if (state.mayRead()) {
      channel.config().setAutoRead(true);
    }
  }

  private void consumeRemainder() {
    if (!remainder.isEmpty() && state.mayRead()) {
      int count = remainder.length();
      consume(remainder.take(), count);
    } else if (!state.mayRead()) {
      channel.config().setAutoRead(false);
    }
  }

  /** Reads requests while it may; keeps what it can't read yet. */
  private void consume(byte[] bytes, int limit) {
    int at = 0;
    consuming = true;
    try {
      int before = -1;
      while (at < limit && at > before && state.mayRead()) {
        before = at;
        at = part == Part.HEAD ? readHead(bytes, at, limit) : readBody(bytes, at, limit);
      }
    } finally {
      consuming = false;
    }
    if (at < limit && !state.isClosed() && state.phase() != Phase.DRAINING) {
      keep(bytes, at, limit - at);
      if (!state.mayRead()) {
        channel.config().setAutoRead(false);
      }
    }
  }

  private int readHead(byte[] bytes, int at, int limit) {
    if (state.phase() == Phase.IDLE) {
      if (bytes[at] == '\r' || bytes[at] == '\n') {
        return at + 1; // some clients end a body with a line end that belongs to nothing
      }
      if (isUnread()) {
        state.enter(Phase.BLOCKED);
        return at;
      }
      state.enter(Phase.READING);
    }
    return switch (head.read(bytes, at, limit)) {
      case INCOMPLETE -> at;
      case COMPLETE -> beginBody(bytes, head.end(), limit);
      case REFUSED -> {
        refuse(head.refusal());
        yield limit;
      }
    };
  }

  /** Whether earlier answers still wait for this client to read them. */
  private boolean isUnread() {
    if (!channel.isWritable()) {
      flush();
    }
    return !channel.isWritable();
  }

  private int beginBody(byte[] bytes, int at, int limit) {
    FramingHeaders framing = head.framing();
    long length = Math.max(0, framing.contentLength());
    if (!body.mayTake(length)) {
      refuse(BodyRefusal.TOO_LARGE);
      return limit;
    }
    if (!framing.chunked() && length <= limit - at) {
      BodyRefusal refusal = body.lies(bytes, at, (int) length);
      if (refusal != null) {
        refuse(refusal);
        return limit;
      }
      handOn();
      return at + (int) length;
    }
    head.detach();
    body.gather(framing.contentLength());
    missingBytes = length;
    part = framing.chunked() ? Part.CHUNKED_BODY : Part.BODY;
    chunks.begin();
    if (framing.continues() && at == limit) {
      write(Unpooled.wrappedBuffer(CONTINUE));
    }
    return at;
  }

  private int readBody(byte[] bytes, int at, int limit) {
    return part == Part.BODY ? readPlain(bytes, at, limit) : readChunks(bytes, at, limit);
  }

  private int readPlain(byte[] bytes, int at, int limit) {
    int count = (int) Math.min(missingBytes, limit - at);
    if (!isTaken(bytes, at, count)) {
      return limit;
    }
    missingBytes -= count;
    if (missingBytes == 0) {
      handOn();
    }
    return at + count;
  }

  private int readChunks(byte[] bytes, int from, int limit) {
    int at = chunks.skip(bytes, from, limit);
    if (chunks.isMalformed()) {
      refuse(Refusal.MALFORMED_FRAMING);
      return limit;
    }
    if (chunks.isDone()) {
      handOn();
      return at;
    }
    int count = (int) Math.min(chunks.dataBytes(), limit - at);
    if (count > 0) {
      if (!isTaken(bytes, at, count)) {
        return limit;
      }
      chunks.taken(count);
    }
    return at + count;
  }

  private boolean isTaken(byte[] bytes, int at, int count) {
    BodyRefusal refusal = body.add(bytes, at, count);
    if (refusal != null) {
      refuse(refusal);
    }
    return refusal == null;
  }

  private void handOn() {
    part = Part.HEAD;
    state.enter(Phase.ANSWERING);
    HttpExchange exchange = begin();
    try {
      loop.handler().handle(exchange);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} was not handled", exchange.id(), e);
      exchange.giveBack();
      close();
    } finally {
      body.release();
      head.clear();
    }
  }

  private HttpExchange begin() {
    HttpExchange exchange = new HttpExchange(this, head, body, loop.newRequestId());
    current = exchange;
    return exchange;
  }

  private void refuse(BodyRefusal why) {
    body.release();
    state.enter(Phase.DRAINING);
    loop.handler().refuse(begin(), why);
  }

  private void refuse(Refusal why) {
    body.release();
    state.enter(Phase.DRAINING);
    byte[] reason = (why.reason() + "\n").getBytes(StandardCharsets.US_ASCII);
    begin().answer(why.status(), TEXT, List.of(), reason, reason.length);
  }

  /** The answer of the request that is under way; another's, or a second one, is dropped. */
  void answer(
      HttpExchange exchange,
      int status,
      AsciiString contentType,
      List<String> headers,
      byte[] bytes,
      int length) {
    long granted = exchange.grantedBytes();
    if (current != exchange) {
      loop.answers().giveBack(granted);
      return;
    }
    current = null;
    boolean last = !exchange.persistent() || state.phase() == Phase.DRAINING;
    ByteBuf out =
        loop.writer()
            .write(channel.alloc(), exchange, status, contentType, headers, last, bytes, length);
    if (last) {
      writeLast(out, granted);
      return;
    }
    state.enter(Phase.IDLE);
    if (!state.isServed()) {
      state.served();
      loop.guard().served();
    }
    if (granted > 0) {
      writeGranted(out, granted);
    } else {
      write(out);
    }
    if (!consuming) {
      goOn();
    }
  }

  private void write(ByteBuf out) {
    unflushed = true;
    var unused = channel.write(out, channel.voidPromise());
  }

  private void writeGranted(ByteBuf out, long granted) {
    unflushed = true;
    state.beginAnswer(granted);
    channel
        .write(out)
        .addListener(
            sent -> {
              if (state.endAnswer(granted)) {
                loop.answers().giveBack(granted);
              }
            });
  }

  /**
   * Where the client may still be sending, closing at once could reset the connection before it has
   * read the answer: it is told of the end, and what it sends is thrown away for a while.
   */
  private void writeLast(ByteBuf out, long granted) {
    boolean refused = state.phase() == Phase.DRAINING;
    state.enter(Phase.DRAINING);
    state.beginAnswer(granted);
    channel
        .writeAndFlush(out)
        .addListener(
            sent -> {
              if (state.endAnswer(granted)) {
                loop.answers().giveBack(granted);
              }
            })
        .addListener(
            sent -> {
              if (refused && sent.isSuccess()) {
                var unused = channel.shutdownOutput();
              } else {
                close();
              }
            });
  }
}
