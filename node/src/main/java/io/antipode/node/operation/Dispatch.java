package io.antipode.node.operation;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Constraints;
import io.antipode.node.api.Decoder;
import io.antipode.node.api.Fields;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.Leniency;

/**
 * Takes a call through the three steps of its action. The request's bytes are read and checked on
 * the thread that calls; what follows goes where the action goes.
 */
public final class Dispatch<Q, R> implements Operation {
  private static final ThreadLocal<Decoder> DECODER = ThreadLocal.withInitial(Decoder::new);
  private static final ThreadLocal<Constraints> CONSTRAINTS =
      ThreadLocal.withInitial(Constraints::new);

  private final Action<Q, R> action;
  private final Leniency leniency;

  public Dispatch(Action<Q, R> action) {
    this(action, Leniency.NONE);
  }

  /**
   * @param leniency with the request's types
   */
  public Dispatch(Action<Q, R> action, Leniency leniency) {
    this.action = action;
    this.leniency = leniency;
  }

  @Override
  public String name() {
    return action.name();
  }

  @Override
  public void handle(Call call) {
    Fields fields = DECODER.get().decode(action.input(), call.body().with(leniency));
    action.checkFirst(fields);
    CONSTRAINTS.get().check(fields);
    action.execute(action.decode(fields), call, new Answering(call));
  }

  private final class Answering implements Answer<R> {
    private final Call call;

    Answering(Call call) {
      this.call = call;
    }

    @Override
    public void succeed(R result) {
      JsonOut out = call.out();
      try {
        action.render(result, out);
      } catch (RuntimeException failure) {
        call.fail(failure);
        return;
      }
      call.succeed(out);
    }

    @Override
    public void fail(Throwable failure) {
      call.fail(failure);
    }
  }
}
