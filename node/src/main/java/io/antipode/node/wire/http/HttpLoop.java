package io.antipode.node.wire.http;

import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.memory.MemoryShare;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the connections of one port on one event loop share. Confined to the loop. */
final class HttpLoop {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  /** As much as is read from a socket in one go. */
  static final int ARRIVED_BYTES = 64 * 1_024;

  private final HttpHandler handler;
  private final HttpLimits limits;
  private final MemoryShare bodies;
  private final MemoryShare answers;
  private final TimeSource time;
  private final Entropy entropy;
  private final Admission admission;
  private final ConnectionGuard guard;
  private final AnswerWriter writer = new AnswerWriter();
  private final byte[] arrived = new byte[ARRIVED_BYTES];

  HttpLoop(
      HttpHandler handler,
      HttpLimits limits,
      Admission admission,
      MemoryShare bodies,
      MemoryShare answers,
      TimeSource time,
      Entropy entropy) {
    this.handler = handler;
    this.limits = limits;
    this.bodies = bodies;
    this.answers = answers;
    this.time = time;
    this.entropy = entropy;
    this.admission = admission;
    this.guard = new ConnectionGuard(limits, admission, bodies, answers);
    tickDate();
  }

  HttpHandler handler() {
    return handler;
  }

  RequestBody newBody() {
    return new RequestBody(limits.maxBodyBytes(), bodies);
  }

  RequestId newRequestId() {
    return RequestId.of(entropy);
  }

  /** The bytes of requests, from their arrival to their answer; small ones are not counted. */
  MemoryShare bodies() {
    return bodies;
  }

  /** The bytes of large answers that clients have yet to read. */
  MemoryShare answers() {
    return answers;
  }

  ConnectionGuard guard() {
    return guard;
  }

  AnswerWriter writer() {
    return writer;
  }

  /** Where a connection looks at what has just arrived; each time anew. */
  byte[] arrived() {
    return arrived;
  }

  /** Each second. */
  void tick() {
    tickDate();
    guard.tick();
    admission.tick();
  }

  private void tickDate() {
    writer.date(DATE.format(Instant.ofEpochMilli(time.epochMs()).atOffset(ZoneOffset.UTC)));
  }
}
