package io.antipode.load.checker;

import static io.antipode.load.checker.CheckerCase.bad;
import static io.antipode.load.checker.CheckerCase.good;
import static io.antipode.load.checker.EvidenceBuilder.TABLE;
import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.Y;
import static io.antipode.load.checker.EvidenceBuilder.delete;
import static io.antipode.load.checker.EvidenceBuilder.inGroup;
import static io.antipode.load.checker.EvidenceBuilder.item;
import static io.antipode.load.checker.EvidenceBuilder.put;

import io.antipode.load.history.Action;
import io.antipode.load.history.Key;
import io.antipode.load.history.Result;
import io.antipode.load.history.Result.Change;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Histories of what is derived from items: streams, indexes, pages. */
final class ViewCases {
  private ViewCases() {}

  static Stream<CheckerCase> all() {
    return Stream.of(streams(), index(), pages()).flatMap(List::stream);
  }

  private static Change change(int sequence, String kind, @Nullable Item old, @Nullable Item now) {
    return new Change(String.valueOf(sequence), kind, X, old, now);
  }

  static List<CheckerCase> streams() {
    String name = "streams";
    Change insert = change(1, "INSERT", null, item(X, 1));
    Change modify = change(5, "MODIFY", item(X, 1), item(X, 2));
    Change remove = change(7, "REMOVE", item(X, 2), null);
    Action.ReadStream read = new Action.ReadStream(TABLE, "shard-0");
    return List.of(
        good(name, "each change once", twoPuts().stream(insert, modify).holds(item(X, 2))),
        good(name, "a deletion", twoPuts().stream(insert, modify, remove).holds()),
        good(
            name,
            "a consumer that is not at the end",
            twoPuts().ok(9, 5, 6, read, new Result.Changes(List.of(insert))).stream(insert, modify)
                .holds(item(X, 2))),
        bad(
            name,
            "a change twice",
            twoPuts().stream(insert, modify, change(6, "MODIFY", item(X, 1), item(X, 2)))
                .holds(item(X, 2))),
        bad(
            name,
            "a change is missing",
            twoPuts().stream(change(5, "INSERT", null, item(X, 2))).holds(item(X, 2))),
        bad(
            name,
            "in the wrong order",
            twoPuts().stream(
                    change(1, "INSERT", null, item(X, 2)),
                    change(2, "MODIFY", item(X, 2), item(X, 1)))
                .holds(item(X, 2))),
        bad(
            name,
            "a wrong old image",
            twoPuts().stream(insert, change(5, "MODIFY", item(X, 7), item(X, 2)))
                .holds(item(X, 2))),
        bad(
            name,
            "a wrong kind",
            twoPuts().stream(insert, change(5, "INSERT", item(X, 1), item(X, 2)))
                .holds(item(X, 2))),
        bad(
            name,
            "a record of no change",
            twoPuts().stream(insert, modify, change(6, "MODIFY", item(X, 2), item(X, 2)))
                .holds(item(X, 2))),
        bad(
            name,
            "sequence numbers that do not grow",
            twoPuts().stream(insert, change(1, "MODIFY", item(X, 1), item(X, 2)))
                .holds(item(X, 2))),
        bad(
            name,
            "a removal that the table does not know",
            twoPuts().stream(insert, modify, remove).holds(item(X, 2))),
        bad(
            name,
            "a consumer that missed a record",
            twoPuts().ok(9, 5, 6, read, new Result.Changes(List.of(modify))).stream(insert, modify)
                .holds(item(X, 2))));
  }

  private static EvidenceBuilder twoPuts() {
    return new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).ok(1, 3, 4, put(X, 2));
  }

  static List<CheckerCase> index() {
    String name = "index";
    return List.of(
        good(
            name,
            "those with a key",
            new EvidenceBuilder().holds(inGroup(X, 1, "g"), item(Y, 2)).index(inGroup(X, 1, "g"))),
        good(name, "none", new EvidenceBuilder().holds(item(Y, 2)).index()),
        bad(name, "a lost entry", new EvidenceBuilder().holds(inGroup(X, 1, "g")).index()),
        bad(
            name,
            "an entry of a deleted item",
            new EvidenceBuilder().holds().index(inGroup(X, 1, "g"))),
        bad(
            name,
            "an old entry beside the new one",
            new EvidenceBuilder()
                .holds(inGroup(X, 2, "h"))
                .index(inGroup(X, 1, "g"), inGroup(X, 2, "h"))),
        bad(
            name,
            "an old image",
            new EvidenceBuilder().holds(inGroup(X, 2, "g")).index(inGroup(X, 1, "g"))));
  }

  static List<CheckerCase> pages() {
    String name = "pages";
    Action.Walk scan = new Action.Walk(TABLE, null, null, 1, true);
    Action.Walk query = new Action.Walk(TABLE, null, "p", 1, true);
    Key p1 = new Key(TABLE, "p", "1");
    Key p2 = new Key(TABLE, "p", "2");
    return List.of(
        good(name, "all there is", twoKeys(X, Y).ok(2, 5, 6, scan, shown(item(Y, 2), item(X, 1)))),
        good(
            name,
            "noise may be seen or not",
            twoKeys(X, Y).ok(1, 5, 9, delete(Y)).ok(2, 6, 7, scan, shown(item(X, 1)))),
        good(
            name,
            "a query in order",
            twoKeys(p1, p2).ok(2, 5, 6, query, shown(item(p1, 1), item(p2, 2)))),
        good(
            name,
            "a put that is under way",
            new EvidenceBuilder().ok(1, 1, 9, put(X, 1)).ok(2, 3, 4, scan, shown())),
        bad(name, "a stable key is left out", twoKeys(X, Y).ok(2, 5, 6, scan, shown(item(X, 1)))),
        bad(
            name,
            "a key twice",
            twoKeys(X, Y).ok(2, 5, 6, scan, shown(item(X, 1), item(Y, 2), item(X, 1)))),
        bad(
            name,
            "a query out of order",
            twoKeys(p1, p2).ok(2, 5, 6, query, shown(item(p2, 2), item(p1, 1)))),
        bad(
            name,
            "another partition",
            twoKeys(p1, X).ok(2, 5, 6, query, shown(item(p1, 1), item(X, 2)))),
        bad(
            name,
            "an item that nobody wrote",
            twoKeys(X, Y).ok(2, 5, 6, scan, shown(item(X, 1), item(Y, 3)))));
  }

  private static EvidenceBuilder twoKeys(Key one, Key two) {
    return new EvidenceBuilder().ok(1, 1, 2, put(one, 1)).ok(1, 3, 4, put(two, 2));
  }

  private static Result shown(Item... items) {
    return new Result.Shown(List.of(items));
  }
}
