package io.antipode.node.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.json.JsonOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A call whose answer is kept as text. */
public final class RecordedCall implements Call {
  private static final JsonFactory JSON = new JsonFactory();

  private final String body;
  private @Nullable String answer;

  private RecordedCall(String body) {
    this.body = body;
  }

  /** The answer: JSON, or {@code ErrorType: message}. */
  public static String of(Operation operation, String body) {
    RecordedCall call = new RecordedCall(body);
    try {
      operation.handle(call);
    } catch (ApiException e) {
      call.fail(e.error());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  public JsonParser body() throws IOException {
    return JSON.createParser(body);
  }

  @Override
  public void header(String name, String value) {}

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
