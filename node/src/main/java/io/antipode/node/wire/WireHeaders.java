package io.antipode.node.wire;

import io.netty.util.AsciiString;

/** Header names and values, encoded once. */
final class WireHeaders {
  static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  static final AsciiString CONTENT_ENCODING = AsciiString.cached("Content-Encoding");
  static final AsciiString ACCEPT_ENCODING = AsciiString.cached("Accept-Encoding");
  static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
  static final AsciiString CONNECTION = AsciiString.cached("Connection");
  static final AsciiString DATE = AsciiString.cached("Date");
  static final AsciiString SERVER = AsciiString.cached("Server");
  static final AsciiString ORIGIN = AsciiString.cached("Origin");
  static final AsciiString TARGET = AsciiString.cached("X-Amz-Target");
  static final AsciiString REQUEST_ID = AsciiString.cached("x-amzn-RequestId");
  static final AsciiString CRC32 = AsciiString.cached("x-amz-crc32");

  static final AsciiString ALLOW_ORIGIN = AsciiString.cached("Access-Control-Allow-Origin");
  static final AsciiString ALLOW_METHODS = AsciiString.cached("Access-Control-Allow-Methods");
  static final AsciiString ALLOW_HEADERS = AsciiString.cached("Access-Control-Allow-Headers");
  static final AsciiString EXPOSE_HEADERS = AsciiString.cached("Access-Control-Expose-Headers");
  static final AsciiString MAX_AGE = AsciiString.cached("Access-Control-Max-Age");

  static final AsciiString AMZ_JSON = AsciiString.cached("application/x-amz-json-1.0");
  static final AsciiString JSON = AsciiString.cached("application/json");
  static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
  static final AsciiString HTML = AsciiString.cached("text/html; charset=utf-8");
  static final AsciiString METRICS = AsciiString.cached("text/plain; version=0.0.4; charset=utf-8");
  static final AsciiString ANTIPODE = AsciiString.cached("Antipode");
  static final AsciiString GZIP = AsciiString.cached("gzip");
  static final AsciiString CLOSE = AsciiString.cached("close");
  static final AsciiString ANY = AsciiString.cached("*");
  static final AsciiString METHODS = AsciiString.cached("GET, POST, OPTIONS");
  static final AsciiString EXPOSED =
      AsciiString.cached("x-amzn-RequestId, x-amz-crc32, x-amzn-errortype, x-antipode-version");
  static final AsciiString MAX_AGE_SECONDS = AsciiString.cached("172800");

  private WireHeaders() {}
}
