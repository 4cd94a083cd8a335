package io.antipode.node.operation;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.Failures;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;

/**
 * One request under way. Answered once, from any event loop; where several shards work for it and
 * more than one fails, the first failure is the answer.
 */
public interface Call extends Caller {
  /** The array that holds the request's body; not to be changed, nor read after the first hop. */
  byte[] bodyBytes();

  default int bodyOffset() {
    return 0;
  }

  default int bodyLength() {
    return bodyBytes().length;
  }

  /**
   * This thread's reader over the request body, before its first token; the action's until {@link
   * Operation#handle} returns.
   */
  default JsonReader body() {
    return JsonReader.ofThread().reset(bodyBytes(), bodyOffset(), bodyLength());
  }

  /**
   * An empty writer for the answer, reused by this thread: fill it and give it to {@link #succeed}
   * in one go. An answer that is written in several steps takes a writer of its own.
   */
  default JsonOut out() {
    return new JsonOut();
  }

  /** Answers 200 with what was written. */
  void succeed(JsonOut body);

  /** Answers with an error. */
  void fail(ApiError error);

  /** Answers with the error that a failure is. */
  default void fail(Throwable failure) {
    ApiError known = Failures.errorOf(failure);
    fail(known == null ? Failures.DEFECT : known);
  }
}
