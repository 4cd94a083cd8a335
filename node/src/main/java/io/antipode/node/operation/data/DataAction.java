package io.antipode.node.operation.data;

import io.antipode.node.action.Answer;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.JsonReader;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.Operation;

/**
 * An action on items, in the three steps of {@link io.antipode.node.operation.Action}: decode,
 * execute, render.
 *
 * @param <Q> the request: a record
 * @param <R> the result: a record, with all that its rendering needs
 */
public abstract class DataAction<Q, R> implements Operation {
  /**
   * The request as a value; refuses what DynamoDB refuses before it looks at any table.
   *
   * @param body before the first token
   */
  protected abstract Q read(JsonReader body);

  /** Carries the request out, and answers now or later, from any thread. */
  public abstract void execute(Q request, Caller caller, Answer<R> answer);

  /** Writes the whole body of the answer. */
  protected abstract void render(R result, JsonOut out);

  @Override
  public final void handle(Call call) {
    execute(read(call.body()), call, new Rendered(call));
  }

  /** Where the result becomes the call's answer. */
  private final class Rendered implements Answer<R> {
    private final Call call;

    Rendered(Call call) {
      this.call = call;
    }

    @Override
    public void succeed(R result) {
      JsonOut out = call.out();
      render(result, out);
      call.succeed(out);
    }

    @Override
    public void fail(Throwable failure) {
      call.fail(failure);
    }
  }
}
