package io.antipode.node.wire.http;

/** What a request asks to be done. */
public enum Method {
  GET,
  HEAD,
  POST,
  DELETE,
  OPTIONS,
  /** Some other token. */
  OTHER;

  /** Method names are case-sensitive. */
  static Method of(byte[] bytes, int start, int end) {
    return switch (end - start) {
      case 3 -> matching(GET, bytes, start);
      case 4 -> bytes[start] == 'H' ? matching(HEAD, bytes, start) : matching(POST, bytes, start);
      case 6 -> matching(DELETE, bytes, start);
      case 7 -> matching(OPTIONS, bytes, start);
      default -> OTHER;
    };
  }

  private static Method matching(Method candidate, byte[] bytes, int start) {
    String name = candidate.name();
    for (int i = 0; i < name.length(); i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return OTHER;
      }
    }
    return candidate;
  }
}
