package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.auth.CredentialScope;
import io.antipode.node.cbor.CborBody;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.wire.http.HttpExchange;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of an action, over HTTP: its body on the way in, its answer on the way out. Read on the
 * connection's loop; answered from wherever the action ends up, once.
 */
final class ApiCall implements Call {
  private static final Logger LOG = LoggerFactory.getLogger(ApiCall.class);

  /** A name or an address, and perhaps a port. */
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\[\\]:_-]{1,255}");

  /** Requests that come in CBOR are small, and held twice. */
  private static final int MAX_CBOR_BYTES = 64 << 10;

  private static final FastThreadLocal<JsonOut> WRITER =
      new FastThreadLocal<>() {
        @Override
        protected JsonOut initialValue() {
          return new JsonOut();
        }
      };

  private final HttpExchange exchange;
  private final CallMeter meter;
  private final String accessKeyId;
  private final boolean inCbor;
  private final AtomicBoolean answered = new AtomicBoolean();

  /** The body as JSON where it came in CBOR. */
  private byte @Nullable [] converted;

  /** Name, value, name, value; written by the action before it answers. */
  private List<String> headers;

  /**
   * @param inCbor whether it is asked, and wants to be answered, in CBOR
   */
  ApiCall(HttpExchange exchange, CallMeter meter, CredentialScope signer, boolean inCbor) {
    this.exchange = exchange;
    this.meter = meter;
    this.accessKeyId = signer.accessKeyId();
    this.headers = Cors.ofAnswer(exchange.head());
    this.inCbor = inCbor;
  }

  /** Runs the action until it has answered or hopped away. */
  void run(Operation action) {
    try {
      if (inCbor) {
        converted = json();
      }
      action.serve(this);
    } catch (IOException notCbor) {
      fail(new ApiError(ErrorType.SERIALIZATION, ""));
    } finally {
      JsonReader.ofThread().clear();
    }
  }

  private byte[] json() throws IOException {
    if (exchange.bodyLength() > MAX_CBOR_BYTES) {
      throw new IOException("no request in CBOR is so large");
    }
    return CborBody.toJson(exchange.bodyBytes(), exchange.bodyOffset(), exchange.bodyLength());
  }

  @Override
  public String accessKeyId() {
    return accessKeyId;
  }

  @Override
  public byte[] bodyBytes() {
    return converted == null ? exchange.bodyBytes() : converted;
  }

  @Override
  public int bodyOffset() {
    return converted == null ? exchange.bodyOffset() : 0;
  }

  @Override
  public int bodyLength() {
    return converted == null ? exchange.bodyLength() : converted.length;
  }

  @Override
  public String endpoint(String own) {
    String host = exchange.head().header(WireHeaders.HOST);
    return host != null && HOST.matcher(host).matches() ? host : own;
  }

  @Override
  public void table(String name) {
    meter.table(name);
  }

  @Override
  public JsonOut out() {
    return WRITER.get().reset();
  }

  @Override
  public void header(String name, String value) {
    List<String> more = new ArrayList<>(headers.size() + 2);
    more.addAll(headers);
    more.add(name);
    more.add(value);
    headers = more;
  }

  @Override
  public void succeed(JsonOut out) {
    if (!exchange.mayAnswer(out.length())) {
      fail(BodyRefusals.OVER_BUDGET);
    } else if (answered.compareAndSet(false, true)) {
      meter.succeeded();
      send(200, out);
    } else {
      LOG.error("request {} was answered before; this success is dropped", exchange.id());
    }
  }

  @Override
  public void fail(ApiError error) {
    if (answered.compareAndSet(false, true)) {
      meter.failed(error.type());
      JsonOut out = new JsonOut();
      ErrorBody.write(error, out);
      send(error.type().httpStatus(), out);
    }
  }

  @Override
  public void fail(Throwable failure) {
    ApiError known = Failures.errorOf(failure);
    if (known == null) {
      LOG.error("request {} failed unexpectedly", exchange.id(), failure);
    }
    fail(known == null ? Failures.DEFECT : known);
  }

  private void send(int status, JsonOut out) {
    if (inCbor) {
      try {
        byte[] cbor = CborBody.ofJson(out.array(), out.length());
        exchange.answer(status, WireHeaders.AMZ_CBOR, headers, cbor, cbor.length);
      } catch (IOException notJson) {
        throw new UncheckedIOException("what was written is no JSON", notJson);
      }
      return;
    }
    exchange.answer(status, WireHeaders.AMZ_JSON, headers, out.array(), out.length());
  }
}
