package io.antipode.node.wire.http;

/**
 * Why bytes are no request of ours. What follows them on the connection can't be told apart any
 * more, so it closes.
 */
enum Refusal {
  MALFORMED(400, "the request's head is malformed"),
  MALFORMED_FRAMING(400, "it can't be told where the request's body ends"),
  LINE_TOO_LONG(414, "the request's first line is too long"),
  EXPECTATION_UNKNOWN(417, "of expectations, only 100-continue can be met"),
  HEADERS_TOO_LARGE(431, "the request's headers are too large"),
  TRANSFER_CODING_UNKNOWN(501, "of transfer codings, only chunked is known"),
  VERSION_UNKNOWN(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");

  private final int status;
  private final String reason;

  Refusal(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
