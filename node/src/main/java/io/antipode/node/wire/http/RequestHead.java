package io.antipode.node.wire.http;

import io.netty.util.AsciiString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request, read where it lies: nothing becomes a string until someone asks for it,
 * and most of what SDKs send nobody ever does.
 *
 * <pre>
 *  method SP target SP "HTTP/1." digit CRLF
 *  *( name ":" OWS value OWS CRLF )
 *  CRLF
 * </pre>
 *
 * <p>Where RFC 9112 lets a server be lenient this one is not, since what two programs on a path
 * understand differently smuggles requests: lines end with CRLF, nothing folds, names are tokens
 * that end at their colon, and a body has one length or one coding, never both.
 *
 * <p>Reused by its connection. Its bytes are another's: they hold until the request has been handed
 * on and its handler has returned, or {@link #detach} was called.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112: HTTP/1.1</a>
 */
public final class RequestHead {
  /** What became of an attempt to read a head. */
  enum Outcome {
    COMPLETE,
    INCOMPLETE,
    REFUSED
  }

  private static final byte[] NONE = {};
  private static final int SPAN = 4;

  private final FramingHeaders framing = new FramingHeaders();

  private byte[] bytes = NONE;
  private int end;
  private int targetStart;
  private int targetEnd;
  private Method method = Method.OTHER;

  /** Start and end of each name, then of its value. */
  private int[] spans = new int[16 * SPAN];

  private int count;
  private Refusal refusal = Refusal.MALFORMED;

  /** Reads the head that begins at {@code from}, if all of it is there. */
  Outcome read(byte[] from, int start, int limit) {
    bytes = from;
    count = 0;
    framing.clear();
    int lineEnd = Grammar.lineEnd(from, start, limit);
    if (lineEnd < 0) {
      return unended(
          lineEnd, limit - start > HttpLimits.MAX_REQUEST_LINE_BYTES, Refusal.LINE_TOO_LONG);
    }
    if (lineEnd - start > HttpLimits.MAX_REQUEST_LINE_BYTES) {
      return refuse(Refusal.LINE_TOO_LONG);
    }
    Refusal problem = readRequestLine(start, lineEnd);
    if (problem != null) {
      return refuse(problem);
    }
    return readHeaders(lineEnd + 2, limit);
  }

  private Outcome readHeaders(int start, int limit) {
    int at = start;
    while (true) {
      int lineEnd = Grammar.lineEnd(bytes, at, limit);
      int endOrLimit = lineEnd < 0 ? limit : lineEnd;
      boolean tooLarge = endOrLimit - start > HttpLimits.MAX_HEADERS_BYTES;
      if (lineEnd < 0 || tooLarge) {
        return unended(lineEnd, tooLarge, Refusal.HEADERS_TOO_LARGE);
      }
      if (lineEnd == at) {
        end = at + 2;
        Refusal problem = framing.problem();
        return problem == null ? Outcome.COMPLETE : refuse(problem);
      }
      Refusal problem = readHeader(at, lineEnd);
      if (problem != null) {
        return refuse(problem);
      }
      at = lineEnd + 2;
    }
  }

  private Outcome unended(int lineEnd, boolean tooLarge, Refusal ifTooLarge) {
    if (tooLarge) {
      return refuse(ifTooLarge);
    }
    return lineEnd == Grammar.NOT_YET ? Outcome.INCOMPLETE : refuse(Refusal.MALFORMED);
  }

  private Outcome refuse(Refusal why) {
    refusal = why;
    return Outcome.REFUSED;
  }

  private @Nullable Refusal readRequestLine(int start, int lineEnd) {
    int methodEnd = Grammar.tokenEnd(bytes, start, lineEnd);
    if (methodEnd == start || methodEnd == lineEnd || bytes[methodEnd] != ' ') {
      return Refusal.MALFORMED;
    }
    targetStart = methodEnd + 1;
    targetEnd = Grammar.visibleEnd(bytes, targetStart, lineEnd);
    if (targetEnd == targetStart || targetEnd == lineEnd || bytes[targetEnd] != ' ') {
      return Refusal.MALFORMED;
    }
    method = Method.of(bytes, start, methodEnd);
    return framing.version(bytes, targetEnd + 1, lineEnd);
  }

  private @Nullable Refusal readHeader(int start, int lineEnd) {
    int nameEnd = Grammar.tokenEnd(bytes, start, lineEnd);
    if (nameEnd == start || nameEnd == lineEnd || bytes[nameEnd] != ':') {
      return Refusal.MALFORMED;
    }
    int valueStart = nameEnd + 1;
    int valueEnd = lineEnd;
    while (valueStart < valueEnd && Grammar.isBlank(bytes[valueStart])) {
      valueStart++;
    }
    while (valueEnd > valueStart && Grammar.isBlank(bytes[valueEnd - 1])) {
      valueEnd--;
    }
    if (count == HttpLimits.MAX_HEADERS) {
      return Refusal.HEADERS_TOO_LARGE;
    }
    int at = count++ * SPAN;
    if (at == spans.length) {
      spans = Arrays.copyOf(spans, 2 * spans.length);
    }
    spans[at] = start;
    spans[at + 1] = nameEnd;
    spans[at + 2] = valueStart;
    spans[at + 3] = valueEnd;
    return framing.header(bytes, start, nameEnd, valueStart, valueEnd);
  }

  /** Why it was refused. */
  Refusal refusal() {
    return refusal;
  }

  /** Where the head ends and the body begins. */
  int end() {
    return end;
  }

  FramingHeaders framing() {
    return framing;
  }

  /** Makes the bytes the head's own. */
  void detach() {
    bytes = Arrays.copyOf(bytes, end);
  }

  /** Lets go of the bytes. */
  void clear() {
    bytes = NONE;
    count = 0;
  }

  public Method method() {
    return method;
  }

  /** Whether the target is {@code /}, which all calls of the API ask for. */
  public boolean isForRoot() {
    return targetEnd - targetStart == 1 && bytes[targetStart] == '/';
  }

  /** The target without its query; of a target in absolute form, without scheme and host. */
  public String path() {
    String target = target();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** What follows the target's {@code ?}, as it was sent; null where there is none. */
  public @Nullable String query() {
    String target = target();
    int query = target.indexOf('?');
    return query < 0 ? null : target.substring(query + 1);
  }

  /** The value of a parameter of the query, or null. */
  public @Nullable String parameter(String name) {
    String query = query();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
    }
    return null;
  }

  private String target() {
    String target = text(targetStart, targetEnd);
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  /** The first value under that name, or null. */
  public @Nullable String header(AsciiString name) {
    int at = find(name);
    return at < 0 ? null : text(spans[at + 2], spans[at + 3]);
  }

  public boolean hasHeader(AsciiString name) {
    return find(name) >= 0;
  }

  private int find(AsciiString name) {
    for (int at = 0; at < count * SPAN; at += SPAN) {
      if (Grammar.equalsIgnoringCase(bytes, spans[at], spans[at + 1], name)) {
        return at;
      }
    }
    return -1;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
