package io.antipode.node.wire.http;

/**
 * Takes a chunked body apart (RFC 9112, section 7.1), in pieces as they arrive. Extensions and
 * trailers are read over; what all of them may take is bounded. Reused by its connection.
 *
 * <pre>
 *  SIZE ──CR──► SIZE_LF ──LF──► DATA ──all of it──► DATA_CR ► DATA_LF ──► SIZE
 *   └─";"──► EXTENSION ─CR─┘  └─size 0──► TRAILER_START ──CR──► END_LF ──LF──► DONE
 *                                           └─other──► TRAILER ──CR──► TRAILER_LF ─┘
 * </pre>
 */
final class ChunkedBody {
  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    TRAILER_LF,
    END_LF,
    DONE,
    MALFORMED
  }

  /** Of everything but data, of a whole body: a chunk of each byte is no use to anybody. */
  private static final int MAX_OVERHEAD_BYTES = 1 << 20;

  private static final int MAX_SIZE_DIGITS = 8;

  private State state = State.SIZE;
  private long size;
  private int digits;
  private int overheadBytes;

  void begin() {
    beginSize();
    overheadBytes = 0;
  }

  private void beginSize() {
    state = State.SIZE;
    size = 0;
    digits = 0;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isMalformed() {
    return state == State.MALFORMED;
  }

  /**
   * Goes over what is not data, up to the next data, the body's end or the end of the bytes.
   *
   * @return how far it got
   */
  int skip(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && state != State.DATA && state != State.DONE && state != State.MALFORMED) {
      state = next(bytes[at++]);
      if (++overheadBytes > MAX_OVERHEAD_BYTES) {
        state = State.MALFORMED;
      }
    }
    return at;
  }

  /** How much data comes next; 0 where something else does. */
  long dataBytes() {
    return state == State.DATA ? size : 0;
  }

  /** So much of the data was taken. */
  void taken(int bytes) {
    size -= bytes;
    if (size == 0) {
      state = State.DATA_CR;
    }
  }

  private State next(byte b) {
    return switch (state) {
      case SIZE -> size(b);
      case EXTENSION -> b == '\r' ? State.SIZE_LF : text(b, State.EXTENSION);
      case SIZE_LF -> b == '\n' ? sized() : State.MALFORMED;
      case DATA_CR -> b == '\r' ? State.DATA_LF : State.MALFORMED;
      case DATA_LF -> {
        beginSize();
        yield b == '\n' ? State.SIZE : State.MALFORMED;
      }
      case TRAILER_START -> b == '\r' ? State.END_LF : text(b, State.TRAILER);
      case TRAILER -> b == '\r' ? State.TRAILER_LF : text(b, State.TRAILER);
      case TRAILER_LF -> b == '\n' ? State.TRAILER_START : State.MALFORMED;
      case END_LF -> b == '\n' ? State.DONE : State.MALFORMED;
      case DATA, DONE, MALFORMED -> throw new IllegalStateException(state.name());
    };
  }

  private State size(byte b) {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      size = (size << 4) + digit;
      return ++digits <= MAX_SIZE_DIGITS ? State.SIZE : State.MALFORMED;
    }
    if (digits == 0) {
      return State.MALFORMED;
    }
    return switch (b) {
      case '\r' -> State.SIZE_LF;
      case ';', ' ', '\t' -> State.EXTENSION;
      default -> State.MALFORMED;
    };
  }

  private State sized() {
    return size == 0 ? State.TRAILER_START : State.DATA;
  }

  private static State text(byte b, State same) {
    return b >= ' ' || b < 0 || b == '\t' ? same : State.MALFORMED;
  }
}
