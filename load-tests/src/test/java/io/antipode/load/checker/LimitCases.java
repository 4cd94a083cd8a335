package io.antipode.load.checker;

import static io.antipode.load.checker.CheckerCase.bad;
import static io.antipode.load.checker.CheckerCase.good;
import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.get;
import static io.antipode.load.checker.EvidenceBuilder.none;
import static io.antipode.load.checker.EvidenceBuilder.put;
import static io.antipode.load.checker.EvidenceBuilder.with;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import java.util.List;
import java.util.stream.Stream;

/** Histories of items that expire, and of numbers that are bounded. */
final class LimitCases {
  private LimitCases() {}

  static Stream<CheckerCase> all() {
    return Stream.of(ttl(), bounded()).flatMap(List::stream);
  }

  static List<CheckerCase> ttl() {
    String name = "ttl";
    long second = 1_000_000_000L;
    return List.of(
        good(
            name,
            "gone after its time",
            new EvidenceBuilder()
                .ok(1, 1, 2, expires(X, 1, 10))
                .ok(1, 11 * second, 12 * second, get(X), none())),
        good(
            name,
            "prolonged, maybe not",
            new EvidenceBuilder()
                .ok(1, 1, 2, expires(X, 1, 10))
                .lost(1, 3, expires(X, 2, 1))
                .ok(1, 4, 5 * second, get(X), none())),
        bad(
            name,
            "gone before",
            new EvidenceBuilder()
                .ok(1, 1, 2, expires(X, 1, 10))
                .ok(1, 4 * second, 5 * second, get(X), none())),
        bad(
            name,
            "gone although prolonged",
            new EvidenceBuilder()
                .ok(1, 1, 2, expires(X, 1, 10))
                .ok(1, 3, 4, expires(X, 2, 100))
                .ok(1, 20 * second, 21 * second, get(X), none())));
  }

  private static Action expires(Key key, long number, long atSecond) {
    return put(with(key, number, TtlNeverEarly.ATTRIBUTE, Items.number(atSecond)));
  }

  static List<CheckerCase> bounded() {
    String name = "bounded";
    return List.of(
        good(name, "at its limit", new EvidenceBuilder().sample("queue", 10, 10)),
        good(name, "below", new EvidenceBuilder().sample("queue", 9, 10).sample("heap", 1, 2)),
        bad(name, "above", new EvidenceBuilder().sample("queue", 9, 10).sample("heap", 3, 2)),
        bad(name, "not a number", new EvidenceBuilder().sample("queue", Double.NaN, 10)));
  }
}
