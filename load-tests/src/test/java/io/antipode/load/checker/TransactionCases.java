package io.antipode.load.checker;

import static io.antipode.load.checker.CheckerCase.bad;
import static io.antipode.load.checker.CheckerCase.good;
import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.Y;
import static io.antipode.load.checker.EvidenceBuilder.after;
import static io.antipode.load.checker.EvidenceBuilder.append;
import static io.antipode.load.checker.EvidenceBuilder.get;
import static io.antipode.load.checker.EvidenceBuilder.item;
import static io.antipode.load.checker.EvidenceBuilder.list;
import static io.antipode.load.checker.EvidenceBuilder.lists;
import static io.antipode.load.checker.EvidenceBuilder.put;

import io.antipode.load.history.Action;
import io.antipode.load.history.Result;
import java.util.List;
import java.util.stream.Stream;

/** Histories of several items at once. */
final class TransactionCases {
  private TransactionCases() {}

  static Stream<CheckerCase> all() {
    return Stream.of(serializable(), bank()).flatMap(List::stream);
  }

  static List<CheckerCase> serializable() {
    String name = "serializable";
    Action.TransactRead both = new Action.TransactRead(List.of(X, Y));
    return List.of(
        good(
            name,
            "before and after",
            new EvidenceBuilder()
                .ok(1, 1, 2, both, lists(null, null))
                .ok(1, 3, 4, appends(1, 2))
                .ok(1, 5, 6, both, lists(list(X, 1), list(Y, 2)))),
        good(
            name,
            "concurrent, in one order",
            new EvidenceBuilder()
                .ok(1, 1, 9, appends(1, 2))
                .ok(2, 1, 9, appends(3, 4))
                .ok(3, 2, 3, both, lists(list(X, 3), list(Y, 4)))
                .ok(3, 10, 11, both, lists(list(X, 3, 1), list(Y, 4, 2)))),
        good(
            name,
            "an unanswered one is seen whole",
            new EvidenceBuilder()
                .lost(1, 1, appends(1, 2))
                .ok(2, 5, 6, both, lists(null, null))
                .ok(2, 7, 8, both, lists(list(X, 1), list(Y, 2)))),
        good(
            name,
            "single appends",
            new EvidenceBuilder()
                .ok(1, 1, 5, append(X, 1), after(list(X, 2, 1)))
                .ok(2, 1, 5, append(X, 2), after(list(X, 2)))),
        bad(
            name,
            "half of a transaction is seen",
            new EvidenceBuilder()
                .ok(1, 1, 9, appends(1, 2))
                .ok(2, 2, 3, both, lists(list(X, 1), null))),
        bad(
            name,
            "two orders",
            new EvidenceBuilder()
                .ok(1, 1, 9, appends(1, 2))
                .ok(2, 1, 9, appends(3, 4))
                .ok(3, 10, 11, both, lists(list(X, 1, 3), list(Y, 4, 2)))),
        bad(
            name,
            "an acknowledged one is not seen",
            new EvidenceBuilder().ok(1, 1, 2, appends(1, 2)).ok(2, 3, 4, both, lists(null, null))),
        bad(
            name,
            "a refused one is seen",
            new EvidenceBuilder()
                .failed(1, 1, 2, appends(1, 2))
                .ok(2, 3, 4, both, lists(list(X, 1), list(Y, 2)))),
        bad(
            name,
            "reads that do not agree",
            new EvidenceBuilder()
                .ok(1, 1, 9, append(X, 1))
                .ok(2, 1, 9, append(X, 2))
                .ok(3, 2, 3, get(X), new Result.Found(list(X, 1)))
                .ok(3, 4, 5, get(X), new Result.Found(list(X, 2, 1)))),
        bad(
            name,
            "an element twice",
            new EvidenceBuilder()
                .ok(1, 1, 2, append(X, 1))
                .ok(3, 4, 5, get(X), new Result.Found(list(X, 1, 1)))),
        bad(
            name,
            "nobody's element",
            new EvidenceBuilder()
                .ok(1, 1, 2, append(X, 1))
                .ok(3, 4, 5, get(X), new Result.Found(list(X, 1, 9)))),
        bad(
            name,
            "write skew in time: long fork",
            new EvidenceBuilder()
                .ok(1, 1, 9, append(X, 1))
                .ok(2, 1, 9, append(Y, 2))
                .ok(3, 2, 8, both, lists(list(X, 1), null))
                .ok(4, 2, 8, both, lists(null, list(Y, 2)))));
  }

  private static Action appends(long toX, long toY) {
    return new Action.TransactAppend(List.of(append(X, toX), append(Y, toY)));
  }

  static List<CheckerCase> bank() {
    String name = "bank";
    Action.TransactRead both = new Action.TransactRead(List.of(X, Y));
    Action.Transfer move = new Action.Transfer(X, Y, 30);
    return List.of(
        good(
            name,
            "a transfer",
            opened()
                .ok(1, 5, 6, move)
                .ok(1, 7, 8, both, lists(item(X, 70), item(Y, 130)))
                .holds(item(X, 70), item(Y, 130))),
        good(
            name,
            "an unanswered one did not happen",
            opened().lost(1, 5, move).holds(item(X, 100), item(Y, 100))),
        good(
            name,
            "an unanswered one happened",
            opened()
                .lost(1, 5, move)
                .ok(2, 5, 6, new Action.Transfer(Y, X, 1))
                .holds(item(X, 71), item(Y, 129))),
        good(
            name,
            "a refused one",
            opened().failed(1, 5, 6, move).holds(item(X, 100), item(Y, 100))),
        bad(
            name,
            "a read in the middle",
            opened().ok(1, 5, 9, move).ok(2, 6, 7, both, lists(item(X, 70), item(Y, 100)))),
        bad(name, "half of one", opened().lost(1, 5, move).holds(item(X, 70), item(Y, 100))),
        bad(
            name,
            "an acknowledged one is lost",
            opened().ok(1, 5, 6, move).holds(item(X, 100), item(Y, 100))),
        bad(name, "one counts twice", opened().ok(1, 5, 6, move).holds(item(X, 40), item(Y, 160))),
        bad(
            name,
            "below 0",
            opened().ok(1, 5, 6, move).ok(1, 7, 8, both, lists(item(X, -10), item(Y, 210)))));
  }

  private static EvidenceBuilder opened() {
    return new EvidenceBuilder()
        .ok(1, 1, 2, put(X, 100))
        .ok(1, 3, 4, put(Y, 100))
        // Without a transfer they would not be accounts.
        .failed(1, 4, 5, new Action.Transfer(X, Y, 1_000));
  }
}
