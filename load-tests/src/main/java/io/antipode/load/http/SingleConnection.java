package io.antipode.load.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * One blocking connection for prebuilt requests: cheap enough to poll with every millisecond.
 * Confined to one thread at a time.
 */
public final class SingleConnection implements AutoCloseable {
  private static final int TIMEOUT_MS = 30_000;

  private final Socket socket;
  private final ResponseReader reader = new ResponseReader();
  private boolean answered;

  public SingleConnection(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
  }

  /**
   * Sends a request and waits for its answer, which is valid until the next call.
   *
   * @throws SocketTimeoutException after 30 seconds without one
   */
  public Answer call(byte[] request) throws IOException {
    if (answered) {
      reader.next();
      answered = false;
    }
    socket.getOutputStream().write(request);
    InputStream in = socket.getInputStream();
    while (!reader.complete()) {
      byte[] buffer = reader.buffer();
      int count = in.read(buffer, reader.end(), buffer.length - reader.end());
      if (count < 0) {
        throw new EOFException("the server closed the connection");
      }
      reader.received(count);
    }
    answered = true;
    return reader;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
