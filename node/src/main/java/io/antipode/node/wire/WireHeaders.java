package io.antipode.node.wire;

import io.netty.util.AsciiString;

/** Names of headers that are looked for, and media types that are answered. */
final class WireHeaders {
  static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  static final AsciiString CONTENT_ENCODING = AsciiString.cached("Content-Encoding");
  static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
  static final AsciiString HOST = AsciiString.cached("Host");
  static final AsciiString ORIGIN = AsciiString.cached("Origin");
  static final AsciiString TARGET = AsciiString.cached("X-Amz-Target");
  static final AsciiString REQUEST_HEADERS = AsciiString.cached("Access-Control-Request-Headers");

  static final AsciiString AMZ_JSON = AsciiString.cached("application/x-amz-json-1.0");
  static final AsciiString AMZ_CBOR = AsciiString.cached("application/x-amz-cbor-1.1");
  static final AsciiString JSON = AsciiString.cached("application/json");
  static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
  static final AsciiString HTML = AsciiString.cached("text/html; charset=utf-8");
  static final AsciiString METRICS = AsciiString.cached("text/plain; version=0.0.4; charset=utf-8");

  private WireHeaders() {}
}
