package io.antipode.load.checker;

import static io.antipode.load.checker.CheckerCase.bad;
import static io.antipode.load.checker.CheckerCase.good;
import static io.antipode.load.checker.EvidenceBuilder.A;
import static io.antipode.load.checker.EvidenceBuilder.B;
import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.Y;
import static io.antipode.load.checker.EvidenceBuilder.append;
import static io.antipode.load.checker.EvidenceBuilder.delete;
import static io.antipode.load.checker.EvidenceBuilder.found;
import static io.antipode.load.checker.EvidenceBuilder.get;
import static io.antipode.load.checker.EvidenceBuilder.item;
import static io.antipode.load.checker.EvidenceBuilder.list;
import static io.antipode.load.checker.EvidenceBuilder.none;
import static io.antipode.load.checker.EvidenceBuilder.put;
import static io.antipode.load.checker.EvidenceBuilder.with;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import java.util.List;
import java.util.stream.Stream;

/**
 * Histories of single items: what was acknowledged, seen and deleted, in one region and several.
 */
final class ItemCases {
  private ItemCases() {}

  static Stream<CheckerCase> all() {
    return Stream.of(kept(), sessions(), winner(), resurrection(), convergence())
        .flatMap(List::stream);
  }

  static List<CheckerCase> kept() {
    String name = "acknowledged-kept";
    return List.of(
        good(
            name,
            "the last write is there",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).ok(1, 3, 4, put(X, 2)).holds(item(X, 2))),
        good(
            name,
            "an unanswered deletion may have happened",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).lost(2, 1, delete(X)).holds()),
        good(
            name,
            "a counter with and without what was not answered",
            new EvidenceBuilder()
                .ok(1, 1, 2, new Action.Add(X, 2))
                .lost(1, 3, new Action.Add(X, 5))
                .ok(1, 4, 5, new Action.Add(Y, 1))
                .holds(item(X, 7), item(Y, 1))),
        good(
            name,
            "all acknowledged elements",
            new EvidenceBuilder()
                .ok(1, 1, 2, append(X, 1))
                .lost(1, 3, append(X, 2))
                .ok(1, 4, 5, append(X, 3))
                .holds(list(X, 1, 3))),
        bad(name, "a put is gone", new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).holds()),
        bad(
            name,
            "an older put is back",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).ok(1, 3, 4, put(X, 2)).holds(item(X, 1))),
        bad(
            name,
            "a refused put is there",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1))
                .failed(1, 3, 4, put(X, 2))
                .holds(item(X, 2))),
        bad(
            name,
            "an addition is lost",
            new EvidenceBuilder()
                .ok(1, 1, 2, new Action.Add(X, 2))
                .ok(1, 3, 4, new Action.Add(X, 2))
                .holds(item(X, 2))),
        bad(
            name,
            "an addition counts twice",
            new EvidenceBuilder().ok(1, 1, 2, new Action.Add(X, 2)).holds(item(X, 4))),
        bad(
            name,
            "an element is lost",
            new EvidenceBuilder()
                .ok(1, 1, 2, append(X, 1))
                .ok(1, 3, 4, append(X, 2))
                .holds(list(X, 2))),
        bad(
            name,
            "an element is there twice",
            new EvidenceBuilder().ok(1, 1, 2, append(X, 1)).holds(list(X, 1, 1))));
  }

  static List<CheckerCase> sessions() {
    String name = "sessions";
    return List.of(
        good(
            name,
            "reads its write, then a newer one",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, get(X), found(X, 1))
                .in(B)
                .ok(2, 3, 4, put(X, 2), 20)
                .in(A)
                .ok(1, 5, 6, get(X), found(X, 2))),
        good(
            name,
            "a newer deletion of another region",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, delete(X), 11)
                .in(A)
                .ok(1, 5, 6, get(X), none())),
        good(
            name,
            "another session may still see the old",
            new EvidenceBuilder()
                .in(B)
                .ok(2, 1, 2, put(X, 1), 10)
                .in(A)
                .ok(1, 3, 4, put(X, 2), 20)
                .in(B)
                .ok(2, 5, 6, get(X), found(X, 1))),
        bad(
            name,
            "misses its write",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1), 10).ok(1, 3, 4, get(X), none())),
        bad(
            name,
            "reads older than it wrote",
            new EvidenceBuilder()
                .in(B)
                .ok(2, 1, 2, put(X, 2), 5)
                .in(A)
                .ok(1, 3, 4, put(X, 1), 10)
                .ok(1, 5, 6, get(X), found(X, 2))),
        good(
            name,
            "does not know what is not answered when it asks",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 9, put(X, 2), 20)
                .ok(1, 4, 5, get(X), found(X, 1))),
        good(
            name,
            "two writes left the same",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, put(X, 2), 20)
                .ok(1, 5, 6, put(X, 1), 30)
                .ok(1, 7, 8, get(X), found(X, 1))),
        bad(
            name,
            "reads what nobody wrote",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1), 10).ok(2, 3, 4, get(X), found(X, 7))),
        bad(
            name,
            "reads go back",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, put(X, 2), 20)
                .ok(2, 5, 6, get(X), found(X, 2))
                .ok(2, 7, 8, get(X), found(X, 1))));
  }

  static List<CheckerCase> winner() {
    String name = "winner";
    return List.of(
        good(
            name,
            "the greatest version wins everywhere",
            new EvidenceBuilder()
                .ok(1, 5, 6, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 20)
                .holds(item(X, 2))
                .in(A)
                .holds(item(X, 2))),
        good(
            name,
            "equal times: the greater region",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 10)
                .holds(item(X, 2))),
        good(
            name,
            "a deletion wins",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, delete(X), 20)
                .holds()),
        good(
            name,
            "an unanswered put may have won",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .lost(2, 1, put(X, 2))
                .holds(item(X, 2))),
        good(
            name,
            "what came too late may stand in place of a deletion that is forgotten",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .late()
                .in(B)
                .ok(2, 3, 4, delete(X), 20)
                .in(A)
                .holds(10, item(X, 1))),
        good(
            name,
            "the deletion that is forgotten may be one that was not answered",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .late()
                .in(B)
                .ok(2, 3, 4, put(X, 2), 20)
                .lost(3, 5, delete(X))
                .in(A)
                .holds(10, item(X, 1))),
        bad(
            name,
            "what came in time stands in place of a deletion that was not answered",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 3, 4, put(X, 2), 20)
                .lost(3, 5, delete(X))
                .in(A)
                .holds(10, item(X, 1))),
        bad(
            name,
            "what came too late stands in place of an item",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .late()
                .in(B)
                .ok(2, 3, 4, put(X, 2), 20)
                .in(A)
                .holds(10, item(X, 1))),
        bad(
            name,
            "the right item under another's version",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1), 10).holds(11, item(X, 1))),
        bad(
            name,
            "an older write won",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 20)
                .holds(item(X, 1))),
        bad(
            name,
            "the wrong region won a tie",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 10)
                .holds(item(X, 1))),
        bad(
            name,
            "a mixture",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(with(X, 1, "a", Items.number(1))), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 20)
                .holds(with(X, 2, "a", Items.number(1)))),
        bad(name, "the winner is gone", new EvidenceBuilder().ok(1, 1, 2, put(X, 1), 10).holds()),
        bad(name, "invented", new EvidenceBuilder().failed(1, 1, 2, put(X, 1)).holds(item(X, 1))),
        bad(
            name,
            "nobody's item",
            new EvidenceBuilder().ok(1, 1, 2, put(X, 1), 10).holds(item(X, 1), item(Y, 3))));
  }

  static List<CheckerCase> resurrection() {
    String name = "no-resurrection";
    return List.of(
        good(
            name,
            "deleted and gone",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, delete(X), 20)
                .holds()),
        good(
            name,
            "deleted before it was written",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 30)
                .in(B)
                .ok(2, 1, 2, delete(X), 20)
                .holds(item(X, 1))),
        bad(
            name,
            "back in the other region",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, delete(X), 20)
                .holds()
                .in(A)
                .holds(item(X, 1))),
        bad(
            name,
            "an old write arrives late",
            new EvidenceBuilder()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, put(X, 2), 15)
                .ok(1, 5, 6, delete(X), 20)
                .holds(item(X, 1))));
  }

  static List<CheckerCase> convergence() {
    String name = "convergence";
    return List.of(
        good(
            name,
            "equal",
            new EvidenceBuilder()
                .holds(item(X, 1))
                .digest("d")
                .in(B)
                .holds(item(X, 1))
                .digest("d")),
        good(name, "both empty", new EvidenceBuilder().holds().in(B).holds()),
        bad(name, "one lacks an item", new EvidenceBuilder().holds(item(X, 1)).in(B).holds()),
        bad(
            name,
            "an item differs",
            new EvidenceBuilder().holds(item(X, 1)).in(B).holds(item(X, 2))),
        bad(
            name,
            "only the versions differ",
            new EvidenceBuilder().holds(10, item(X, 1)).in(B).holds(11, item(X, 1))),
        bad(
            name,
            "only the digests differ",
            new EvidenceBuilder()
                .holds(item(X, 1))
                .digest("d")
                .in(B)
                .holds(item(X, 1))
                .digest("e")));
  }
}
