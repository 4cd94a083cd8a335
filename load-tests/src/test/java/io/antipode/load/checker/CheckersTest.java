package io.antipode.load.checker;

import static io.antipode.load.checker.Story.A;
import static io.antipode.load.checker.Story.B;
import static io.antipode.load.checker.Story.TABLE;
import static io.antipode.load.checker.Story.X;
import static io.antipode.load.checker.Story.Y;
import static io.antipode.load.checker.Story.after;
import static io.antipode.load.checker.Story.append;
import static io.antipode.load.checker.Story.delete;
import static io.antipode.load.checker.Story.found;
import static io.antipode.load.checker.Story.get;
import static io.antipode.load.checker.Story.inGroup;
import static io.antipode.load.checker.Story.item;
import static io.antipode.load.checker.Story.list;
import static io.antipode.load.checker.Story.lists;
import static io.antipode.load.checker.Story.none;
import static io.antipode.load.checker.Story.put;
import static io.antipode.load.checker.Story.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Result;
import io.antipode.load.history.Result.Change;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every checker but linearizability accepts good histories and rejects bad ones. */
final class CheckersTest {
  private record Case(String checker, boolean good, String tale, Story story) {}

  private static Case good(String checker, String tale, Story story) {
    return new Case(checker, true, tale, story);
  }

  private static Case bad(String checker, String tale, Story story) {
    return new Case(checker, false, tale, story);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
            kept(),
            sessions(),
            winner(),
            resurrection(),
            convergence(),
            streams(),
            index(),
            pages(),
            serializable(),
            bank(),
            ttl(),
            bounded())
        .flatMap(List::stream)
        .map(each -> Arguments.of(each.checker, each.good, each.tale, each.story));
  }

  private static List<Case> kept() {
    String name = "acknowledged-kept";
    return List.of(
        good(
            name,
            "the last write is there",
            new Story().ok(1, 1, 2, put(X, 1)).ok(1, 3, 4, put(X, 2)).holds(item(X, 2))),
        good(
            name,
            "an unanswered deletion may have happened",
            new Story().ok(1, 1, 2, put(X, 1)).lost(2, 1, delete(X)).holds()),
        good(
            name,
            "a counter with and without what was not answered",
            new Story()
                .ok(1, 1, 2, new Action.Add(X, 2))
                .lost(1, 3, new Action.Add(X, 5))
                .ok(1, 4, 5, new Action.Add(Y, 1))
                .holds(item(X, 7), item(Y, 1))),
        good(
            name,
            "all acknowledged elements",
            new Story()
                .ok(1, 1, 2, append(X, 1))
                .lost(1, 3, append(X, 2))
                .ok(1, 4, 5, append(X, 3))
                .holds(list(X, 1, 3))),
        bad(name, "a put is gone", new Story().ok(1, 1, 2, put(X, 1)).holds()),
        bad(
            name,
            "an older put is back",
            new Story().ok(1, 1, 2, put(X, 1)).ok(1, 3, 4, put(X, 2)).holds(item(X, 1))),
        bad(
            name,
            "a refused put is there",
            new Story().ok(1, 1, 2, put(X, 1)).failed(1, 3, 4, put(X, 2)).holds(item(X, 2))),
        bad(
            name,
            "an addition is lost",
            new Story()
                .ok(1, 1, 2, new Action.Add(X, 2))
                .ok(1, 3, 4, new Action.Add(X, 2))
                .holds(item(X, 2))),
        bad(
            name,
            "an addition counts twice",
            new Story().ok(1, 1, 2, new Action.Add(X, 2)).holds(item(X, 4))),
        bad(
            name,
            "an element is lost",
            new Story().ok(1, 1, 2, append(X, 1)).ok(1, 3, 4, append(X, 2)).holds(list(X, 2))),
        bad(
            name,
            "an element is there twice",
            new Story().ok(1, 1, 2, append(X, 1)).holds(list(X, 1, 1))));
  }

  private static List<Case> sessions() {
    String name = "sessions";
    return List.of(
        good(
            name,
            "reads its write, then a newer one",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, get(X), found(X, 1))
                .in(B)
                .ok(2, 3, 4, put(X, 2), 20)
                .in(A)
                .ok(1, 5, 6, get(X), found(X, 2))),
        good(
            name,
            "a newer deletion of another region",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, delete(X), 11)
                .in(A)
                .ok(1, 5, 6, get(X), none())),
        good(
            name,
            "another session may still see the old",
            new Story()
                .in(B)
                .ok(2, 1, 2, put(X, 1), 10)
                .in(A)
                .ok(1, 3, 4, put(X, 2), 20)
                .in(B)
                .ok(2, 5, 6, get(X), found(X, 1))),
        bad(
            name,
            "misses its write",
            new Story().ok(1, 1, 2, put(X, 1), 10).ok(1, 3, 4, get(X), none())),
        bad(
            name,
            "reads older than it wrote",
            new Story()
                .in(B)
                .ok(2, 1, 2, put(X, 2), 5)
                .in(A)
                .ok(1, 3, 4, put(X, 1), 10)
                .ok(1, 5, 6, get(X), found(X, 2))),
        bad(
            name,
            "reads go back",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, put(X, 2), 20)
                .ok(2, 5, 6, get(X), found(X, 2))
                .ok(2, 7, 8, get(X), found(X, 1))));
  }

  private static List<Case> winner() {
    String name = "winner";
    return List.of(
        good(
            name,
            "the greatest version wins everywhere",
            new Story()
                .ok(1, 5, 6, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 20)
                .holds(item(X, 2))
                .in(A)
                .holds(item(X, 2))),
        good(
            name,
            "equal times: the greater region",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 10)
                .holds(item(X, 2))),
        good(
            name,
            "a deletion wins",
            new Story().ok(1, 1, 2, put(X, 1), 10).in(B).ok(2, 1, 2, delete(X), 20).holds()),
        good(
            name,
            "an unanswered put may have won",
            new Story().ok(1, 1, 2, put(X, 1), 10).in(B).lost(2, 1, put(X, 2)).holds(item(X, 2))),
        bad(
            name,
            "an older write won",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 20)
                .holds(item(X, 1))),
        bad(
            name,
            "the wrong region won a tie",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 10)
                .holds(item(X, 1))),
        bad(
            name,
            "a mixture",
            new Story()
                .ok(1, 1, 2, put(with(X, 1, "a", Items.number(1))), 10)
                .in(B)
                .ok(2, 1, 2, put(X, 2), 20)
                .holds(with(X, 2, "a", Items.number(1)))),
        bad(name, "the winner is gone", new Story().ok(1, 1, 2, put(X, 1), 10).holds()),
        bad(name, "invented", new Story().failed(1, 1, 2, put(X, 1)).holds(item(X, 1))),
        bad(
            name,
            "nobody's item",
            new Story().ok(1, 1, 2, put(X, 1), 10).holds(item(X, 1), item(Y, 3))));
  }

  private static List<Case> resurrection() {
    String name = "no-resurrection";
    return List.of(
        good(
            name,
            "deleted and gone",
            new Story().ok(1, 1, 2, put(X, 1), 10).in(B).ok(2, 1, 2, delete(X), 20).holds()),
        good(
            name,
            "deleted before it was written",
            new Story()
                .ok(1, 1, 2, put(X, 1), 30)
                .in(B)
                .ok(2, 1, 2, delete(X), 20)
                .holds(item(X, 1))),
        bad(
            name,
            "back in the other region",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .in(B)
                .ok(2, 1, 2, delete(X), 20)
                .holds()
                .in(A)
                .holds(item(X, 1))),
        bad(
            name,
            "an old write arrives late",
            new Story()
                .ok(1, 1, 2, put(X, 1), 10)
                .ok(1, 3, 4, put(X, 2), 15)
                .ok(1, 5, 6, delete(X), 20)
                .holds(item(X, 1))));
  }

  private static List<Case> convergence() {
    String name = "convergence";
    return List.of(
        good(
            name,
            "equal",
            new Story().holds(item(X, 1)).digest("d").in(B).holds(item(X, 1)).digest("d")),
        good(name, "both empty", new Story().holds().in(B).holds()),
        bad(name, "one lacks an item", new Story().holds(item(X, 1)).in(B).holds()),
        bad(name, "an item differs", new Story().holds(item(X, 1)).in(B).holds(item(X, 2))),
        bad(
            name,
            "only the digests differ",
            new Story().holds(item(X, 1)).digest("d").in(B).holds(item(X, 1)).digest("e")));
  }

  private static Change change(int sequence, String kind, @Nullable Item old, @Nullable Item now) {
    return new Change(String.valueOf(sequence), kind, X, old, now);
  }

  private static List<Case> streams() {
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

  private static Story twoPuts() {
    return new Story().ok(1, 1, 2, put(X, 1)).ok(1, 3, 4, put(X, 2));
  }

  private static List<Case> index() {
    String name = "index";
    return List.of(
        good(
            name,
            "those with a key",
            new Story().holds(inGroup(X, 1, "g"), item(Y, 2)).index(inGroup(X, 1, "g"))),
        good(name, "none", new Story().holds(item(Y, 2)).index()),
        bad(name, "a lost entry", new Story().holds(inGroup(X, 1, "g")).index()),
        bad(name, "an entry of a deleted item", new Story().holds().index(inGroup(X, 1, "g"))),
        bad(
            name,
            "an old entry beside the new one",
            new Story().holds(inGroup(X, 2, "h")).index(inGroup(X, 1, "g"), inGroup(X, 2, "h"))),
        bad(name, "an old image", new Story().holds(inGroup(X, 2, "g")).index(inGroup(X, 1, "g"))));
  }

  private static List<Case> pages() {
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
            new Story().ok(1, 1, 9, put(X, 1)).ok(2, 3, 4, scan, shown())),
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

  private static Story twoKeys(Key one, Key two) {
    return new Story().ok(1, 1, 2, put(one, 1)).ok(1, 3, 4, put(two, 2));
  }

  private static Result shown(Item... items) {
    return new Result.Shown(List.of(items));
  }

  private static List<Case> serializable() {
    String name = "serializable";
    Action.TransactRead both = new Action.TransactRead(List.of(X, Y));
    return List.of(
        good(
            name,
            "before and after",
            new Story()
                .ok(1, 1, 2, both, lists(null, null))
                .ok(1, 3, 4, appends(1, 2))
                .ok(1, 5, 6, both, lists(list(X, 1), list(Y, 2)))),
        good(
            name,
            "concurrent, in one order",
            new Story()
                .ok(1, 1, 9, appends(1, 2))
                .ok(2, 1, 9, appends(3, 4))
                .ok(3, 2, 3, both, lists(list(X, 3), list(Y, 4)))
                .ok(3, 10, 11, both, lists(list(X, 3, 1), list(Y, 4, 2)))),
        good(
            name,
            "an unanswered one is seen whole",
            new Story()
                .lost(1, 1, appends(1, 2))
                .ok(2, 5, 6, both, lists(null, null))
                .ok(2, 7, 8, both, lists(list(X, 1), list(Y, 2)))),
        good(
            name,
            "single appends",
            new Story()
                .ok(1, 1, 5, append(X, 1), after(list(X, 2, 1)))
                .ok(2, 1, 5, append(X, 2), after(list(X, 2)))),
        bad(
            name,
            "half of a transaction is seen",
            new Story().ok(1, 1, 9, appends(1, 2)).ok(2, 2, 3, both, lists(list(X, 1), null))),
        bad(
            name,
            "two orders",
            new Story()
                .ok(1, 1, 9, appends(1, 2))
                .ok(2, 1, 9, appends(3, 4))
                .ok(3, 10, 11, both, lists(list(X, 1, 3), list(Y, 4, 2)))),
        bad(
            name,
            "an acknowledged one is not seen",
            new Story().ok(1, 1, 2, appends(1, 2)).ok(2, 3, 4, both, lists(null, null))),
        bad(
            name,
            "a refused one is seen",
            new Story()
                .failed(1, 1, 2, appends(1, 2))
                .ok(2, 3, 4, both, lists(list(X, 1), list(Y, 2)))),
        bad(
            name,
            "reads that do not agree",
            new Story()
                .ok(1, 1, 9, append(X, 1))
                .ok(2, 1, 9, append(X, 2))
                .ok(3, 2, 3, get(X), new Result.Found(list(X, 1)))
                .ok(3, 4, 5, get(X), new Result.Found(list(X, 2, 1)))),
        bad(
            name,
            "an element twice",
            new Story()
                .ok(1, 1, 2, append(X, 1))
                .ok(3, 4, 5, get(X), new Result.Found(list(X, 1, 1)))),
        bad(
            name,
            "nobody's element",
            new Story()
                .ok(1, 1, 2, append(X, 1))
                .ok(3, 4, 5, get(X), new Result.Found(list(X, 1, 9)))),
        bad(
            name,
            "write skew in time: long fork",
            new Story()
                .ok(1, 1, 9, append(X, 1))
                .ok(2, 1, 9, append(Y, 2))
                .ok(3, 2, 8, both, lists(list(X, 1), null))
                .ok(4, 2, 8, both, lists(null, list(Y, 2)))));
  }

  private static Action appends(long toX, long toY) {
    return new Action.TransactAppend(List.of(append(X, toX), append(Y, toY)));
  }

  private static List<Case> bank() {
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

  private static Story opened() {
    return new Story()
        .ok(1, 1, 2, put(X, 100))
        .ok(1, 3, 4, put(Y, 100))
        // Without a transfer they would not be accounts.
        .failed(1, 4, 5, new Action.Transfer(X, Y, 1_000));
  }

  private static List<Case> ttl() {
    String name = "ttl";
    long second = 1_000_000_000L;
    return List.of(
        good(
            name,
            "gone after its time",
            new Story()
                .ok(1, 1, 2, expires(X, 1, 10))
                .ok(1, 11 * second, 12 * second, get(X), none())),
        good(
            name,
            "prolonged, maybe not",
            new Story()
                .ok(1, 1, 2, expires(X, 1, 10))
                .lost(1, 3, expires(X, 2, 1))
                .ok(1, 4, 5 * second, get(X), none())),
        bad(
            name,
            "gone before",
            new Story()
                .ok(1, 1, 2, expires(X, 1, 10))
                .ok(1, 4 * second, 5 * second, get(X), none())),
        bad(
            name,
            "gone although prolonged",
            new Story()
                .ok(1, 1, 2, expires(X, 1, 10))
                .ok(1, 3, 4, expires(X, 2, 100))
                .ok(1, 20 * second, 21 * second, get(X), none())));
  }

  private static Action expires(Key key, long number, long atSecond) {
    return put(with(key, number, TtlNeverEarly.ATTRIBUTE, Items.number(atSecond)));
  }

  private static List<Case> bounded() {
    String name = "bounded";
    return List.of(
        good(name, "at its limit", new Story().sample("queue", 10, 10)),
        good(name, "below", new Story().sample("queue", 9, 10).sample("heap", 1, 2)),
        bad(name, "above", new Story().sample("queue", 9, 10).sample("heap", 3, 2)),
        bad(name, "not a number", new Story().sample("queue", Double.NaN, 10)));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("cases")
  void tells(String checker, boolean good, String tale, Story story) {
    Verdict verdict = Checkers.named(checker).check(story.evidence());
    if (good) {
      assertTrue(verdict.isOk(), () -> tale + ": " + verdict);
    } else {
      assertInstanceOf(Verdict.Violation.class, verdict, tale);
    }
  }

  @Test
  void everyCheckerIsProvedTwiceBothWays() {
    Map<String, Map<Boolean, Long>> counts =
        Stream.of(cases())
            .flatMap(Function.identity())
            .map(Arguments::get)
            .collect(
                Collectors.groupingBy(
                    each -> (String) each[0],
                    TreeMap::new,
                    Collectors.groupingBy(each -> (Boolean) each[1], Collectors.counting())));
    var proved = new TreeSet<>(counts.keySet());
    proved.add("linearizable");
    assertEquals(new TreeSet<>(Checkers.names()), proved);
    counts.forEach(
        (checker, byGood) ->
            assertTrue(
                byGood.getOrDefault(true, 0L) >= 2 && byGood.getOrDefault(false, 0L) >= 2,
                checker));
  }

  @Test
  void aRestoreToATimeShowsWhatWasThereThen() {
    Story story =
        new Story().ok(1, 1, 2, put(X, 1)).ok(1, 10, 20, put(X, 2)).ok(1, 30, 31, delete(X));
    assertTrue(restored(5, item(X, 1)).check(story.evidence()).isOk());
    assertTrue(restored(15, item(X, 1)).check(story.evidence()).isOk(), "under way: before");
    assertTrue(restored(15, item(X, 2)).check(story.evidence()).isOk(), "under way: after");
    assertTrue(restored(40).check(story.evidence()).isOk());
    for (PointInTime wrong :
        List.of(
            restored(5),
            restored(5, item(X, 2)),
            restored(25, item(X, 1)),
            restored(40, item(X, 2)),
            restored(5, item(X, 1), item(Y, 1)))) {
      assertInstanceOf(Verdict.Violation.class, wrong.check(story.evidence()), wrong.toString());
    }
  }

  private static PointInTime restored(long atNs, Item... items) {
    TableContents contents = new Story().holds(items).evidence().tables().getFirst();
    return new PointInTime(contents, atNs);
  }
}
