package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import io.antipode.node.runtime.VertxEventLoop;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One port on one event loop: takes requests and sends each on its way. Confined to the loop. */
final class LoopServer {
  private static final String PAGES = "/_antipode/";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final VertxEventLoop loop;
  private final Routing routing;
  private final WireLimits limits;
  private final BodyBudget budget;
  private final BodyBudget answers;
  private final TimeSource time;
  private final RequestIds requestIds;
  private final ConnectionGuard guard;
  private AsciiString date;

  LoopServer(
      VertxEventLoop loop,
      Routing routing,
      WireLimits limits,
      int maxConnections,
      BodyBudget budget,
      BodyBudget answers,
      TimeSource time,
      Entropy entropy) {
    this.loop = loop;
    this.routing = routing;
    this.limits = limits;
    this.budget = budget;
    this.answers = answers;
    this.time = time;
    this.requestIds = new RequestIds(entropy);
    this.guard = new ConnectionGuard(limits, maxConnections, answers);
    this.date = formatDate();
  }

  VertxEventLoop loop() {
    return loop;
  }

  RequestBody newBody() {
    return new RequestBody(limits.maxBodyBytes(), budget);
  }

  /** The bytes of large answers that clients have yet to read. */
  BodyBudget answers() {
    return answers;
  }

  TimeSource time() {
    return time;
  }

  ConnectionGuard guard() {
    return guard;
  }

  /** The {@code Date} header of this second. */
  AsciiString date() {
    return date;
  }

  /** Each second. */
  void tick() {
    date = formatDate();
    guard.tick();
  }

  void handle(HttpServerRequest request) {
    ConnectionState connection = guard.of(request.connection());
    if (request.response().writeQueueFull()) {
      // Earlier answers still wait for this client to read them: it gets no more until it does.
      connection.enter(ConnectionState.Phase.BLOCKED);
      request.pause();
      request
          .response()
          .drainHandler(
              ignored -> {
                request.response().drainHandler(null);
                route(request, connection);
                request.resume();
              });
    } else {
      route(request, connection);
    }
  }

  private void route(HttpServerRequest request, ConnectionState connection) {
    connection.enter(ConnectionState.Phase.READING);
    HttpCall call = new HttpCall(this, request, connection, requestIds.next());
    String path = request.path();
    boolean page =
        !HttpMethod.POST.equals(request.method()) || (path != null && path.startsWith(PAGES));
    call.read(page ? this::page : this::api);
  }

  private void api(HttpCall call) {
    switch (routing) {
      case Routing.OneRegion one -> call.dispatch(one.api());
      case Routing.FrontDoor door -> {
        String signedFor = call.credentials().region();
        RegionApi api = signedFor.isEmpty() ? door.first() : door.byName().get(signedFor);
        if (api != null) {
          call.dispatch(api);
        } else {
          call.fail(
              ApiError.validation(
                  "The request is signed for the region '"
                      + signedFor
                      + "', which this store does not have. Its regions: "
                      + String.join(", ", door.byName().keySet())));
        }
      }
    }
  }

  private void page(HttpCall call) {
    AdminPages.answer(routing.regions(), call);
  }

  private AsciiString formatDate() {
    return new AsciiString(
        DATE.format(Instant.ofEpochMilli(time.epochMs()).atOffset(ZoneOffset.UTC)));
  }
}
