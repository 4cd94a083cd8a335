package io.antipode.load.workload;

import io.antipode.load.history.Action;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What answers mean: the outcome of a call, and its result. */
final class Wire {
  static final Charset CHARSET = StandardCharsets.UTF_8;
  static final String CONDITION_FAILED = "ConditionalCheckFailedException";

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  private Wire() {}

  /** Only a refusal says that nothing happened and nothing will. */
  static Outcome outcome(Reply reply) {
    return switch (reply.status()) {
      case 200 -> Outcome.OK;
      case BAD_REQUEST, TOO_LARGE -> Outcome.FAIL;
      default -> Outcome.INDETERMINATE;
    };
  }

  /** The error's name for the history, empty for OK. */
  static String error(Reply reply, Answer answer) {
    if (reply.isOk()) {
      return "";
    }
    return reply.status() == 0
        ? "no answer"
        : answer.error.isEmpty() ? "HTTP " + reply.status() : answer.error;
  }

  /** The result of an action that is one call. */
  static Result result(Action action, Reply reply, Answer answer) {
    if (!reply.isOk()) {
      return answer.error.equals(CONDITION_FAILED) ? new Result.Refused() : Result.NOTHING;
    }
    return switch (action) {
      case Action.Put ignored -> new Result.Before(answer.item);
      case Action.Delete ignored -> new Result.Before(answer.item);
      case Action.Get ignored -> new Result.Found(answer.item);
      case Action.Add ignored -> after(answer);
      case Action.Append ignored -> after(answer);
      case Action.TransactRead ignored -> new Result.FoundAll(new ArrayList<>(answer.items));
      case Action.TransactAppend ignored -> Result.NOTHING;
      case Action.Transfer ignored -> Result.NOTHING;
      case Action.Walk ignored -> throw new IllegalArgumentException("many calls: " + action);
      case Action.ReadStream ignored -> new Result.Changes(List.copyOf(answer.changes));
    };
  }

  private static Result after(Answer answer) {
    return new Result.After(
        Objects.requireNonNull(answer.item, "ALL_NEW was asked for and did not come"));
  }
}
