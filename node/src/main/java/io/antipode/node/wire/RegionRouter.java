package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.auth.CredentialScope;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Operation;
import io.antipode.node.wire.http.HttpExchange;
import io.antipode.node.wire.http.HttpHandler;
import io.antipode.node.wire.http.Method;
import io.antipode.node.wire.http.RequestHead;
import io.antipode.replication.clock.TimeSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request of a port on its way: a page, or an action of a region's service. What is
 * wrong with a call before its action is known is answered here. Any loop.
 */
public final class RegionRouter implements HttpHandler {
  private static final String KINESIS = "Kinesis_";
  private static final String PAGES = "/_antipode/";
  private static final String UNKNOWN = "Unknown";

  private final Routing routing;
  private final PageGuard guard;
  private final TimeSource time;

  public RegionRouter(Routing routing, PageGuard guard, TimeSource time) {
    this.routing = routing;
    this.guard = guard;
    this.time = time;
  }

  @Override
  public void handle(HttpExchange exchange) {
    RequestHead head = exchange.head();
    if (head.method() == Method.POST && (head.isForRoot() || !head.path().startsWith(PAGES))) {
      call(exchange);
    } else {
      AdminPages.answer(routing.regions(), guard, exchange);
    }
  }

  @Override
  public void refuse(HttpExchange exchange, BodyRefusal why) {
    ApiError error = BodyRefusals.of(why);
    JsonOut out = new JsonOut();
    ErrorBody.write(error, out);
    exchange.answer(
        error.type().httpStatus(),
        WireHeaders.AMZ_JSON,
        Cors.ofAnswer(exchange.head()),
        out.array(),
        out.length());
  }

  private void call(HttpExchange exchange) {
    RequestHead head = exchange.head();
    CredentialScope signer = signer(head);
    RegionApi region = routing.region(signer.region());
    String target = head.header(WireHeaders.TARGET);
    Operation action = region == null ? null : region.action(target);
    RegionApi metered = region == null ? routing.regions().getFirst() : region;
    CallMeter meter =
        new CallMeter(metered.metrics(), time, action == null ? UNKNOWN : action.name());
    ApiCall call = new ApiCall(exchange, meter, signer, isInCbor(target, head));
    ApiError problem =
        region == null
            ? routing.unserved(signer.region())
            : region.isHeldBack() ? heldBack(region) : problem(exchange, action, signer);
    if (problem != null) {
      call.fail(problem);
    } else if (action != null) {
      call.run(action);
    }
  }

  /** Amazon's clients of Kinesis for Java speak CBOR unless they are told not to. */
  private static boolean isInCbor(@Nullable String target, RequestHead head) {
    return target != null
        && target.startsWith(KINESIS)
        && WireHeaders.AMZ_CBOR.contentEquals(
            String.valueOf(head.header(WireHeaders.CONTENT_TYPE)));
  }

  private static CredentialScope signer(RequestHead head) {
    CredentialScope signer = CredentialScope.ofHeader(head.header(WireHeaders.AUTHORIZATION));
    return signer.isAbsent() ? CredentialScope.ofQuery(head.query()) : signer;
  }

  private static ApiError heldBack(RegionApi region) {
    return new ApiError(
        ErrorType.SERVICE_UNAVAILABLE,
        region.region() + " is held back: its data is damaged; its status says where");
  }

  private static @Nullable ApiError problem(
      HttpExchange exchange, @Nullable Operation action, CredentialScope signer) {
    ApiError undecodable = inflate(exchange);
    if (undecodable != null) {
      return undecodable;
    }
    if (action == null) {
      return new ApiError(ErrorType.UNKNOWN_OPERATION, "An unknown operation was requested.");
    }
    String problem = signer.problem();
    if (problem != null) {
      return new ApiError(ErrorType.INCOMPLETE_SIGNATURE, problem);
    }
    if (exchange.bodyLength() > 0) {
      return null;
    }
    return signer.isAbsent()
        ? new ApiError(
            ErrorType.MISSING_AUTHENTICATION_TOKEN, "Request is missing Authentication Token")
        : new ApiError(ErrorType.SERIALIZATION, "");
  }

  private static @Nullable ApiError inflate(HttpExchange exchange) {
    String encoding = exchange.head().header(WireHeaders.CONTENT_ENCODING);
    if (encoding == null || encoding.equals("identity") || encoding.equals("aws-chunked")) {
      return null;
    }
    if (!encoding.equals("gzip")) {
      return new ApiError(ErrorType.SERIALIZATION, "Unsupported Content-Encoding: " + encoding);
    }
    try {
      BodyRefusal refusal = exchange.inflate();
      return refusal == null ? null : BodyRefusals.of(refusal);
    } catch (IOException notGzip) {
      return new ApiError(ErrorType.SERIALIZATION, "");
    }
  }
}
