package io.antipode.node.wire.http;

import io.antipode.node.wire.http.HttpHandler.BodyRefusal;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer. The request is read on the connection's loop, while it is being
 * handed on; the answer may come from any thread.
 */
public final class HttpExchange {
  /** Answers from this size on wait for clients to read them out of a budget. */
  static final int MIN_LARGE_ANSWER_BYTES = 16 * 1_024;

  private static final AsciiString ACCEPT_ENCODING = AsciiString.cached("accept-encoding");

  private final HttpConnection connection;
  private final RequestHead head;
  private final RequestBody body;
  private final RequestId id;

  // What the answer wants to know of the head, which may be gone by then.
  private final boolean bodiless;
  private final boolean gzipAccepted;
  private final boolean persistent;
  private final boolean saysPersistent;

  /**
   * What the budget of answers has granted for this one; set before the answer goes to the loop.
   */
  private long grantedBytes;

  /** What the budget of requests has granted for this one, until it is answered. */
  private long heldBytes;

  HttpExchange(HttpConnection connection, RequestHead head, RequestBody body, RequestId id) {
    this.connection = connection;
    this.head = head;
    this.body = body;
    this.id = id;
    this.heldBytes = body.takeGrant();
    this.bodiless = head.method() == Method.HEAD;
    this.gzipAccepted = Gzip.isAccepted(head.header(ACCEPT_ENCODING));
    this.persistent = head.framing().persistent();
    this.saysPersistent = head.framing().mustSayPersistent();
  }

  public RequestHead head() {
    return head;
  }

  public RequestId id() {
    return id;
  }

  /** The array that the body lies in. */
  public byte[] bodyBytes() {
    return body.bytes();
  }

  public int bodyOffset() {
    return body.offset();
  }

  public int bodyLength() {
    return body.length();
  }

  /**
   * Replaces a gzipped body by what it inflates to.
   *
   * @return null, or why what it inflates to is not taken
   * @throws IOException where it is not gzipped
   */
  public @Nullable BodyRefusal inflate() throws IOException {
    BodyRefusal refusal = body.inflate();
    heldBytes += body.takeGrant();
    return refusal;
  }

  /**
   * Asks, from any thread, whether an answer of this length may wait for its client to read it;
   * small ones always may.
   */
  public boolean mayAnswer(int lengthBytes) {
    if (lengthBytes < MIN_LARGE_ANSWER_BYTES) {
      return true;
    }
    boolean granted = connection.answers().tryTake(lengthBytes);
    if (granted) {
      grantedBytes = lengthBytes;
    }
    return granted;
  }

  /**
   * Answers, from any thread; once.
   *
   * @param headers name, value, name, value; beside those that every answer has
   * @param bytes the body, the caller's again when this returns
   */
  public void answer(
      int status, AsciiString contentType, List<String> headers, byte[] bytes, int lengthBytes) {
    giveBack();
    if (connection.inLoop()) {
      connection.answer(this, status, contentType, headers, bytes, lengthBytes);
    } else {
      byte[] copy = Arrays.copyOf(bytes, lengthBytes);
      connection.execute(
          () -> connection.answer(this, status, contentType, headers, copy, lengthBytes));
    }
  }

  /** The request is over; by whoever answers it, or would have had it answered. */
  void giveBack() {
    if (heldBytes > 0) {
      connection.bodies().giveBack(heldBytes);
      heldBytes = 0;
    }
  }

  long grantedBytes() {
    return grantedBytes;
  }

  /** Whether the answer has no body, though it says how long one would be. */
  boolean bodiless() {
    return bodiless;
  }

  boolean gzipAccepted() {
    return gzipAccepted;
  }

  boolean persistent() {
    return persistent;
  }

  boolean saysPersistent() {
    return saysPersistent;
  }
}
