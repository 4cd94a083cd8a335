package io.antipode.node.wire;

import io.antipode.node.console.ConsolePage;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.MalformedJsonException;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is not the API: {@code GET /}, preflights of browsers, and the pages under {@code
 * /_antipode/}, of the region that the parameter {@code region} names, else of the first. Confined
 * to its loop.
 */
final class AdminPages {
  private static final Logger LOG = LoggerFactory.getLogger(AdminPages.class);
  private static final String PREFIX = "/_antipode/";
  private static final String DIGEST = "digest/";
  private static final byte[] NOTHING = {};

  private AdminPages() {}

  /**
   * @param regions that can be reached on this port
   */
  static void answer(List<RegionApi> regions, HttpCall call) {
    HttpMethod method = call.request().method();
    String path = call.request().path();
    try {
      if (HttpMethod.OPTIONS.equals(method)) {
        preflight(call);
      } else if (path != null && path.startsWith(PREFIX)) {
        page(regions, call, method, path.substring(PREFIX.length()));
      } else if (HttpMethod.GET.equals(method) && "/".equals(path)) {
        text(
            call,
            200,
            "healthy: dynamodb." + regions.getFirst().region().name() + ".amazonaws.com ");
      } else {
        refuse(call, 404, "no such page: " + path);
      }
    } catch (IllegalArgumentException e) {
      refuse(call, 400, String.valueOf(e.getMessage()));
    } catch (IOException | MalformedJsonException e) {
      refuse(call, 400, "the body is not the JSON expected here");
    } catch (RuntimeException e) {
      LOG.error("request {} for {} failed unexpectedly", call.requestId(), path, e);
      refuse(call, 500, "internal error");
    } finally {
      call.receivedBody().release();
    }
  }

  private static void page(List<RegionApi> regions, HttpCall call, HttpMethod method, String page)
      throws IOException {
    RegionApi api = wanted(regions, call.request().getParam("region"));
    AdminSource admin = api.admin();
    if (page.equals("faults")) {
      faults(admin, call, method);
    } else if (!HttpMethod.GET.equals(method)) {
      refuse(call, 405, "this page can only be read");
    } else if (page.startsWith(DIGEST)) {
      String table = page.substring(DIGEST.length());
      admin.digest(
          table,
          digest ->
              digest.ifPresentOrElse(
                  json -> json(call, json), () -> refuse(call, 404, "no such table: " + table)));
    } else {
      Consumer<JsonOut> answer = out -> json(call, out);
      switch (page) {
        case "health" -> text(call, 200, "healthy\n");
        case "ready" ->
            text(call, admin.ready() ? 200 : 503, admin.ready() ? "ready\n" : "not ready\n");
        case "metrics" -> call.reply(200, WireHeaders.METRICS, utf8(api.metrics().scrape()));
        case "regions" -> json(call, names(regions));
        case "status" -> admin.status(answer);
        case "conflicts" -> admin.conflicts(answer);
        case "console" -> call.reply(200, WireHeaders.HTML, ConsolePage.html());
        default -> refuse(call, 404, "no such page: " + PREFIX + page);
      }
    }
  }

  private static RegionApi wanted(List<RegionApi> regions, @Nullable String name) {
    if (name == null) {
      return regions.getFirst();
    }
    return regions.stream()
        .filter(api -> api.region().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such region here: " + name));
  }

  private static JsonOut names(List<RegionApi> regions) {
    JsonOut out = new JsonOut().beginObject().name("regions").beginArray();
    regions.forEach(api -> out.value(api.region().name()));
    return out.endArray().endObject();
  }

  private static void faults(AdminSource admin, HttpCall call, HttpMethod method)
      throws IOException {
    Optional<FaultSwitch> enabled = admin.faults();
    if (enabled.isEmpty()) {
      refuse(call, 403, "faults are not enabled here");
      return;
    }
    FaultSwitch faults = enabled.get();
    if (HttpMethod.POST.equals(method)) {
      FaultJson.apply(call.body(), faults);
    } else if (HttpMethod.DELETE.equals(method)) {
      faults.clear();
    } else if (!HttpMethod.GET.equals(method)) {
      refuse(call, 405, "GET, POST or DELETE");
      return;
    }
    JsonOut out = new JsonOut();
    FaultJson.write(faults.active(), out);
    json(call, out);
  }

  private static void preflight(HttpCall call) {
    call.request()
        .response()
        .putHeader(WireHeaders.ALLOW_METHODS, WireHeaders.METHODS)
        .putHeader(WireHeaders.ALLOW_HEADERS, WireHeaders.ANY)
        .putHeader(WireHeaders.MAX_AGE, WireHeaders.MAX_AGE_SECONDS);
    call.reply(200, WireHeaders.TEXT, NOTHING);
  }

  private static void json(HttpCall call, JsonOut out) {
    call.reply(200, WireHeaders.JSON, java.util.Arrays.copyOf(out.array(), out.length()));
  }

  private static void refuse(HttpCall call, int status, String reason) {
    JsonOut out = new JsonOut().beginObject().name("error").value(reason).endObject();
    AsciiString type = WireHeaders.JSON;
    call.reply(status, type, java.util.Arrays.copyOf(out.array(), out.length()));
  }

  private static void text(HttpCall call, int status, String text) {
    call.reply(status, WireHeaders.TEXT, utf8(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
