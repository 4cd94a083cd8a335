package io.antipode.load.endtoend;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection that can say anything, also what no HTTP client would. One thread at a time. */
final class HostileClient implements Closeable {
  private static final int PATIENCE_MS = 60_000;

  /** So small that answers soon wait in the server. */
  private static final int RECEIVE_BUFFER_BYTES = 4_096;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final OutputStream out;

  /** Status 0 stands for a connection that the server closed without an answer. */
  record Answer(int status, String body) {}

  HostileClient(InetSocketAddress server) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.setSoTimeout(PATIENCE_MS);
    socket.connect(server, PATIENCE_MS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The head of a request; the headers each end in CRLF. */
  static byte[] head(String action, String headers) {
    return ascii(
        "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: DynamoDB_20120810."
            + action
            + "\r\n"
            + headers
            + "\r\n");
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Asks, and waits for the answer. */
  Answer ask(String action, String headers, byte[] body) {
    try {
      send(head(action, headers + "Content-Length: " + body.length + "\r\n"));
      send(body);
    } catch (IOException closedMeanwhile) {
      // An early refusal may have come before.
    }
    return answer();
  }

  Answer ask(String action, String body) {
    return ask(action, "", body.getBytes(StandardCharsets.UTF_8));
  }

  Answer answer() {
    try {
      String status = line();
      int length = 0;
      for (String line = line(); !line.isEmpty(); line = line()) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        }
      }
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      return new Answer(Integer.parseInt(status.split(" ", 3)[1]), body);
    } catch (IOException closed) {
      return new Answer(0, String.valueOf(closed.getMessage()));
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed after '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
