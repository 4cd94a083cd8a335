package io.antipode.node.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.api.ApiError;
import io.antipode.node.json.JsonOut;
import org.jspecify.annotations.Nullable;

/** A call whose answer is kept as text. */
public final class RecordedCall implements Call {
  private final byte[] body;
  private @Nullable String answer;

  private RecordedCall(String body) {
    this.body = body.getBytes(UTF_8);
  }

  /** The answer: JSON, or {@code ErrorType: message}. */
  public static String of(Operation operation, String body) {
    return of(operation, body, () -> {});
  }

  /**
   * The answer of an action that hops.
   *
   * @param hops carries out what waits on loops
   */
  public static String of(Operation operation, String body, Runnable hops) {
    RecordedCall call = new RecordedCall(body);
    operation.serve(call);
    hops.run();
    if (call.answer == null) {
      throw new AssertionError("no answer");
    }
    return call.answer;
  }

  @Override
  public String accessKeyId() {
    return "";
  }

  @Override
  public byte[] bodyBytes() {
    return body;
  }

  @Override
  public void succeed(JsonOut out) {
    answerOnce(new String(out.array(), 0, out.length(), UTF_8));
  }

  @Override
  public void fail(ApiError error) {
    answerOnce(error.type() + ": " + error.message());
  }

  private void answerOnce(String text) {
    if (answer != null) {
      throw new AssertionError("answered twice: " + answer + ", then " + text);
    }
    answer = text;
  }
}
