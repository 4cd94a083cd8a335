package io.antipode.node.wire;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other origins out of the pages under {@code /_antipode/}, which tell of items and
 * disturb links: nothing there asks who it is, so a browser that can reach this port must not do it
 * for whatever page its user looks at.
 *
 * <p>A browser says in {@code Origin} on whose behalf it asks; that has to be the host that it
 * asks. And the host has to be one that only this store answers to: an address, {@code localhost},
 * a name without dots, or one of the names that the node was told. Else a page of {@code
 * evil.example}, whose name leads to 127.0.0.1 after a while, would be of the same origin. Programs
 * that watch health may use any name.
 *
 * @param hosts further names that lead here, in lower case
 */
public record PageGuard(Set<String> hosts) {
  private static final Set<String> OPEN = Set.of("health", "ready", "metrics");

  public PageGuard {
    hosts = Set.copyOf(hosts);
  }

  /**
   * Why a page isn't shown to who asks, or null where it is.
   *
   * @param page what follows {@code /_antipode/}
   * @param host of the request's header
   * @param origin likewise
   */
  @Nullable String refusal(String page, @Nullable String host, @Nullable String origin) {
    if (OPEN.contains(page)) {
      return null;
    }
    if (origin != null && !isOf(origin, host)) {
      return "pages of other origins may not ask for this";
    }
    if (host != null && !leadsHere(host)) {
      return "'"
          + nameOf(host)
          + "' may lead anywhere: use an address, or tell the node its names in 'hosts'";
    }
    return null;
  }

  private static boolean isOf(String origin, @Nullable String host) {
    return host != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }

  private boolean leadsHere(String host) {
    String name = nameOf(host);
    return isAddress(name)
        || name.indexOf('.') < 0
        || name.endsWith(".localhost")
        || hosts.contains(name);
  }

  /** The host without its port. */
  private static String nameOf(String host) {
    int colon = host.lastIndexOf(':');
    String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean isAddress(String name) {
    return name.startsWith("[") || name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
