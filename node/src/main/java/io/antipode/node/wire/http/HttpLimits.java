package io.antipode.node.wire.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What one process grants its clients.
 *
 * @param maxBodyBytes of one request, before and after inflation
 * @param maxConnections of all ports; at the bound one that has asked for nothing yet gives way, or
 *     else the one whose request has taken longest to arrive, or else the one idle for longest
 * @param maxIdleSeconds a connection may take from one request to the first byte of the next
 * @param maxRequestSeconds a client may take to send a request, or to read answers that hold up
 *     others
 */
public record HttpLimits(
    int maxBodyBytes, int maxConnections, int maxIdleSeconds, int maxRequestSeconds) {
  static final int MAX_REQUEST_LINE_BYTES = 16 * 1_024;
  static final int MAX_HEADERS_BYTES = 32 * 1_024;
  static final int MAX_HEADERS = 256;

  private static final int MAX_CONNECTIONS = 4_096;

  /** DynamoDB's 16 MB bodies. */
  public static HttpLimits standard() {
    return new HttpLimits(16 * 1_024 * 1_024, connectionsByFiles(), 120, 60);
  }

  /**
   * A quarter of the files that this process may open: the store's own, which are kept open too,
   * must never lack one because of clients.
   */
  private static int connectionsByFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? Math.clamp(system.getMaxFileDescriptorCount() / 4, 16, MAX_CONNECTIONS)
        : MAX_CONNECTIONS;
  }
}
