package io.antipode.node.operation;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;

/**
 * One action of the API, in three steps that the dispatcher takes: <b>decode</b> the request's
 * members into a typed value, <b>execute</b> it, <b>render</b> its typed result. Between the first
 * two stands whatever wants to see what is asked (authorisation, throttling, audit); and who has a
 * request already, because another action is made of it, starts at the second.
 *
 * <p>Stateless but for its dependencies; called on any event loop; must not block. Whatever a step
 * throws becomes the answer, by {@link io.antipode.node.api.Failures}.
 *
 * @param <Q> the request: a record
 * @param <R> the result: a record, with all that its rendering needs
 */
public interface Action<Q, R> {
  /** The action's name, as in {@code X-Amz-Target} after the dot. */
  String name();

  /** The model of what it takes. */
  Structure input();

  /**
   * What the service looks at, once the types are right, before the constraints of the model: the
   * name of the table, which is told alone.
   */
  default void checkFirst(Fields fields) {}

  /**
   * The request as a value. The fields have the model's types and keep its constraints; here belong
   * the further checks that DynamoDB makes before it looks at any table.
   */
  Q decode(Fields fields);

  /** Carries the request out, and answers now or later, from any thread. */
  void execute(Q request, Caller caller, Answer<R> answer);

  /** Writes the whole body of the answer; nothing for an empty body. */
  void render(R result, JsonOut out);
}
