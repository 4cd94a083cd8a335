package io.antipode.node.wire;

import io.antipode.node.wire.http.RequestHead;
import java.util.List;

/**
 * What the API lets browsers do: pages of any origin may call it, as AWS lets them. The pages under
 * {@code /_antipode/} are not the API, and only for their own origin.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">The CORS protocol</a>
 */
final class Cors {
  private static final List<String> NONE = List.of();
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final List<String> OF_ANSWER =
      List.of(
          ALLOW_ORIGIN,
          "*",
          "Access-Control-Expose-Headers",
          "x-amzn-RequestId,x-amzn-ErrorType,x-amz-crc32,x-antipode-version,Date");
  private static final String METHODS = "GET, POST, OPTIONS";
  private static final String MAX_AGE_SECONDS = "172800";

  private Cors() {}

  /** The headers of an answer to a call: none where no browser asks. */
  static List<String> ofAnswer(RequestHead head) {
    return head.hasHeader(WireHeaders.ORIGIN) ? OF_ANSWER : NONE;
  }

  /**
   * The headers of an answer to a preflight. What the browser asks for is echoed: {@code *} would
   * not cover {@code Authorization}, which every signed call has.
   */
  static List<String> ofPreflight(RequestHead head) {
    String asked = head.header(WireHeaders.REQUEST_HEADERS);
    return List.of(
        ALLOW_ORIGIN,
        "*",
        "Access-Control-Allow-Methods",
        METHODS,
        "Access-Control-Allow-Headers",
        asked == null ? "*" : asked,
        "Access-Control-Max-Age",
        MAX_AGE_SECONDS);
  }
}
