package io.antipode.load.checker;

import static io.antipode.load.checker.CheckerCase.bad;
import static io.antipode.load.checker.CheckerCase.good;
import static io.antipode.load.checker.EvidenceBuilder.A;
import static io.antipode.load.checker.EvidenceBuilder.B;
import static io.antipode.load.checker.EvidenceBuilder.TABLE;
import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.item;
import static io.antipode.load.checker.EvidenceBuilder.put;
import static io.antipode.load.checker.EvidenceBuilder.with;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Result;
import io.antipode.load.history.Result.Change;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.List;
import java.util.stream.Stream;

/** Histories of what becomes of items whose time is over. */
final class ExpiryCases {
  private static final String NAME = "expiry";
  private static final long SECOND = 1_000_000_000L;

  /** Put in the first second, due at the tenth. */
  private static final Item SHORT = with(X, 1, TtlNeverEarly.ATTRIBUTE, Items.number(10));

  private ExpiryCases() {}

  static Stream<CheckerCase> all() {
    return Stream.of(late(), services(), extensions()).flatMap(List::stream);
  }

  private static EvidenceBuilder put1() {
    return new EvidenceBuilder().in(A).ok(1, 1, 2, put(SHORT), Version.atMs(1));
  }

  private static EvidenceBuilder shownAt(long second) {
    Action walk = new Action.Walk(TABLE, null, null, 10, true);
    return put1()
        .ok(2, second * SECOND, second * SECOND + 1, walk, new Result.Shown(List.of(SHORT)));
  }

  private static List<CheckerCase> late() {
    return List.of(
        good(NAME, "there within the minute", shownAt(70)),
        bad(NAME, "there after the minute", shownAt(72)));
  }

  private static Change removal(boolean byService, long atSecond) {
    return new Change("5", "REMOVE", X, SHORT, null, byService, atSecond);
  }

  private static List<CheckerCase> services() {
    return List.of(
        good(
            NAME,
            "one region says so",
            put1().in(A).stream(removal(true, 11)).in(B).stream(removal(false, 11))),
        bad(NAME, "in its very second", put1().in(A).stream(removal(true, 10))),
        bad(
            NAME,
            "two regions say so",
            put1().in(A).stream(removal(true, 11)).in(B).stream(removal(true, 11))),
        bad(
            NAME,
            "no region says so",
            put1().in(A).stream(removal(false, 11)).in(B).stream(removal(false, 11))));
  }

  private static EvidenceBuilder extendedAt(long ms) {
    return put1().in(B).ok(2, ms * 1_000_000, ms * 1_000_000 + 1, put(X, 2), Version.atMs(ms));
  }

  private static List<CheckerCase> extensions() {
    return List.of(
        good(NAME, "extended in time", extendedAt(9_000).holds(item(X, 2))),
        good(NAME, "extended too late", extendedAt(10_000).holds()),
        bad(NAME, "extended in time and gone", extendedAt(9_000).holds()));
  }
}
