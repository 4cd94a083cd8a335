package io.antipode.load.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One of a load client's connections: at most one request in flight. Confined to its thread. */
final class Connection {
  final int number;
  final ResponseReader reader = new ResponseReader();

  /** When the operation in flight was due. */
  long dueNs;

  boolean busy;

  /** When the last byte of the request in flight or of its answer moved, or it began. */
  long movedNs;

  /** The traffic has no more for it. */
  boolean finished;

  private final SocketChannel channel;
  private final SelectionKey key;
  private @Nullable ByteBuffer out;
  private int requestBytes;

  Connection(int number, InetSocketAddress address, Selector selector) throws IOException {
    this.number = number;
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void send(byte[] request) {
    requestBytes = request.length;
    movedNs = System.nanoTime();
    out = ByteBuffer.wrap(request);
    flush();
  }

  /** Writes what is left; asks to hear when there is room for the rest. */
  void flush() {
    ByteBuffer left = out;
    if (left == null) {
      return;
    }
    try {
      if (channel.write(left) > 0) {
        movedNs = System.nanoTime();
      }
      if (left.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      } else {
        out = null;
        if (key.interestOps() != SelectionKey.OP_READ) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  /** Takes what has come; true when it completed the answer in flight. */
  boolean receive() {
    byte[] buffer = reader.buffer();
    try {
      int count = channel.read(ByteBuffer.wrap(buffer, reader.end(), buffer.length - reader.end()));
      if (count < 0) {
        close();
        return false;
      }
      reader.received(count);
      movedNs = System.nanoTime();
    } catch (IOException e) {
      close();
      return false;
    }
    return busy && reader.complete();
  }

  /** How far the request in flight and its answer have come. */
  String progress() throws IOException {
    ByteBuffer left = out;
    return "connection %d (%s to %s): %,d bytes of %,d were sent, %,d of the answer came"
        .formatted(
            number,
            channel.getLocalAddress(),
            channel.getRemoteAddress(),
            requestBytes - (left == null ? 0 : left.remaining()),
            requestBytes,
            reader.end());
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
