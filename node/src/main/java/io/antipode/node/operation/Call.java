package io.antipode.node.operation;

import com.fasterxml.jackson.core.JsonParser;
import io.antipode.node.api.ApiError;
import io.antipode.node.json.JsonOut;
import java.io.IOException;

/**
 * One request under way. Answered once, from any event loop; where several shards work for it and
 * more than one fails, the first failure is the answer.
 */
public interface Call extends Caller {
  /**
   * A fresh parser over the request body, before its first token; closed when {@link
   * Operation#handle} returns.
   */
  JsonParser body() throws IOException;

  /**
   * Host and port under which the client knows us: a region has a port of its own and one that it
   * shares. Asked before the action hops to a shard.
   *
   * @param own what this region would say of itself
   */
  default String endpoint(String own) {
    return own;
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
}
