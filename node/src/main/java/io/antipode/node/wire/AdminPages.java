package io.antipode.node.wire;

import io.antipode.node.console.ConsolePage;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.json.MalformedJsonException;
import io.antipode.node.wire.http.HttpExchange;
import io.antipode.node.wire.http.Method;
import io.antipode.node.wire.http.RequestHead;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is not the API: {@code GET /}, preflights of browsers, and the pages under {@code
 * /_antipode/}, of the region that the parameter {@code region} names, else of the first. Each
 * answers one request.
 */
final class AdminPages {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPages.class);
  private static final String PREFIX = "/_antipode/";
  private static final String DIGEST = "digest/";
  private static final String INSIGHTS = "insights/";
  private static final List<String> NO_HEADERS = List.of();

  private final List<RegionApi> regions;
  private final PageGuard guard;
  private final HttpExchange exchange;
  private final Method method;
  private final String path;

  private AdminPages(List<RegionApi> regions, PageGuard guard, HttpExchange exchange) {
    this.regions = regions;
    this.guard = guard;
    this.exchange = exchange;
    this.path = exchange.head().path();
    // The connection leaves the body out of an answer to HEAD.
    Method asked = exchange.head().method();
    this.method = asked == Method.HEAD ? Method.GET : asked;
  }

  /**
   * @param regions that can be reached on this port
   */
  static void answer(List<RegionApi> regions, PageGuard guard, HttpExchange exchange) {
    AdminPages pages = new AdminPages(regions, guard, exchange);
    try {
      pages.answer();
    } catch (IllegalArgumentException e) {
      pages.refuse(400, String.valueOf(e.getMessage()));
    } catch (IOException | MalformedJsonException e) {
      pages.refuse(400, "the body is not the JSON expected here");
    } catch (RuntimeException e) {
      LOG.error("request {} for {} failed unexpectedly", exchange.id(), pages.path, e);
      pages.refuse(500, "internal error");
    }
  }

  private void answer() throws IOException {
    if (path.startsWith(PREFIX)) {
      page(path.substring(PREFIX.length()));
    } else if (method == Method.OPTIONS) {
      send(200, WireHeaders.TEXT, Cors.ofPreflight(exchange.head()), "");
    } else if (method == Method.GET && path.equals("/")) {
      text(200, "healthy: dynamodb." + regions.getFirst().region().name() + ".amazonaws.com ");
    } else {
      refuse(404, "no such page: " + path);
    }
  }

  private void page(String page) throws IOException {
    RequestHead head = exchange.head();
    String refusal =
        guard.refusal(page, head.header(WireHeaders.HOST), head.header(WireHeaders.ORIGIN));
    if (refusal != null) {
      refuse(403, refusal);
      return;
    }
    RegionApi api = wanted(head.parameter("region"));
    AdminSource admin = api.admin();
    if (page.equals("faults")) {
      faults(admin);
    } else if (method != Method.GET) {
      refuse(405, "this page can only be read");
    } else if (page.startsWith(DIGEST)) {
      shown(page.substring(DIGEST.length()), admin::digest);
    } else if (page.startsWith(INSIGHTS)) {
      shown(page.substring(INSIGHTS.length()), admin::insights);
    } else {
      switch (page) {
        case "health" -> text(200, "healthy\n");
        case "ready" ->
            show(admin.ready(), ready -> text(ready.serving() ? 200 : 503, told(ready)));
        case "metrics" -> send(200, WireHeaders.METRICS, NO_HEADERS, api.metrics().scrape());
        case "regions" -> json(names());
        case "status" -> show(admin.status(), this::json);
        case "conflicts" -> show(admin.conflicts(), this::json);
        case "console" -> send(200, WireHeaders.HTML, NO_HEADERS, ConsolePage.html());
        default -> refuse(404, "no such page: " + PREFIX + page);
      }
    }
  }

  /** Shows what a region tells of a table. */
  private void shown(String table, Function<String, CompletionStage<Optional<JsonOut>>> told) {
    show(
        told.apply(table),
        page -> page.ifPresentOrElse(this::json, () -> refuse(404, "no such table: " + table)));
  }

  /** Shows what a region tells; where it can't, that is what is said. */
  private <T> void show(CompletionStage<T> told, Consumer<T> page) {
    var unused =
        told.whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                page.accept(answer);
              } else {
                LOG.warn("{} can't be shown", path, failure);
                refuse(503, "a shard can't tell now; the log says why");
              }
            });
  }

  /** Who can read but not write is served: so it is said, and no more. */
  private String told(AdminSource.Readiness ready) {
    String writes = ready.writesRefused();
    return (ready.serving() ? "ready" : "not ready")
        + (writes.isEmpty() ? "" : "; writes are refused: " + writes)
        + heldBack()
        + "\n";
  }

  /** The regions of this port that can't be opened. */
  private String heldBack() {
    List<String> names =
        regions.stream().filter(RegionApi::isHeldBack).map(api -> api.region().name()).toList();
    return names.isEmpty() ? "" : "; held back: " + String.join(", ", names);
  }

  private RegionApi wanted(@Nullable String name) {
    if (name == null) {
      return regions.stream()
          .filter(api -> !api.isHeldBack())
          .findFirst()
          .orElseGet(regions::getFirst);
    }
    return regions.stream()
        .filter(api -> api.region().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such region here: " + name));
  }

  private JsonOut names() {
    JsonOut out = new JsonOut().beginObject().name("regions").beginArray();
    regions.forEach(api -> out.value(api.region().name()));
    return out.endArray().endObject();
  }

  private void faults(AdminSource admin) throws IOException {
    Optional<FaultSwitch> enabled = admin.faults();
    if (enabled.isEmpty()) {
      refuse(403, "faults are not switched on here: set 'faults: true', or up --faults");
      return;
    }
    FaultSwitch faults = enabled.get();
    switch (method) {
      case POST ->
          FaultJson.apply(
              new JsonReader()
                  .reset(exchange.bodyBytes(), exchange.bodyOffset(), exchange.bodyLength()),
              faults);
      case DELETE -> faults.clear();
      case GET -> {}
      case HEAD, OPTIONS, OTHER -> {
        refuse(405, "GET, POST or DELETE");
        return;
      }
    }
    JsonOut out = new JsonOut();
    FaultJson.write(faults.active(), out);
    json(out);
  }

  private void json(JsonOut out) {
    exchange.answer(200, WireHeaders.JSON, NO_HEADERS, out.array(), out.length());
  }

  private void refuse(int status, String reason) {
    JsonOut out = new JsonOut().beginObject().name("error").value(reason).endObject();
    exchange.answer(status, WireHeaders.JSON, NO_HEADERS, out.array(), out.length());
  }

  private void text(int status, String text) {
    send(status, WireHeaders.TEXT, NO_HEADERS, text);
  }

  private void send(int status, AsciiString type, List<String> headers, String text) {
    send(status, type, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(int status, AsciiString type, List<String> headers, byte[] bytes) {
    exchange.answer(status, type, headers, bytes, bytes.length);
  }
}
