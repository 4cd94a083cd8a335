package io.antipode.load.checker;

import static io.antipode.load.checker.EvidenceBuilder.A;
import static io.antipode.load.checker.EvidenceBuilder.B;
import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.after;
import static io.antipode.load.checker.EvidenceBuilder.before;
import static io.antipode.load.checker.EvidenceBuilder.cas;
import static io.antipode.load.checker.EvidenceBuilder.delete;
import static io.antipode.load.checker.EvidenceBuilder.found;
import static io.antipode.load.checker.EvidenceBuilder.get;
import static io.antipode.load.checker.EvidenceBuilder.item;
import static io.antipode.load.checker.EvidenceBuilder.none;
import static io.antipode.load.checker.EvidenceBuilder.put;
import static io.antipode.load.checker.EvidenceBuilder.putNew;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Result;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LinearizabilityTest {
  static Map<String, EvidenceBuilder> good() {
    return Cases.of(
        "a read of nothing, a put, a read of it",
        new EvidenceBuilder()
            .ok(1, 1, 2, get(X), none())
            .ok(1, 3, 4, put(X, 1))
            .ok(2, 5, 6, get(X), found(X, 1)),
        "a read beside a put may see either",
        new EvidenceBuilder()
            .ok(1, 1, 9, put(X, 1))
            .ok(2, 2, 3, get(X), none())
            .ok(3, 4, 5, get(X), found(X, 1)),
        "concurrent puts in the order that the reads tell",
        new EvidenceBuilder()
            .ok(1, 1, 9, put(X, 1))
            .ok(2, 1, 9, put(X, 2))
            .ok(3, 10, 11, get(X), found(X, 1))
            .ok(3, 12, 13, get(X), found(X, 1)),
        "an unanswered put happens late",
        new EvidenceBuilder()
            .lost(1, 1, put(X, 1))
            .ok(2, 2, 3, get(X), none())
            .ok(2, 4, 5, put(X, 2))
            .ok(2, 6, 7, get(X), found(X, 1)),
        "an unanswered put never happens",
        new EvidenceBuilder()
            .lost(1, 1, put(X, 1))
            .ok(2, 2, 3, get(X), none())
            .ok(2, 90, 91, get(X), none()),
        "compare and set succeeds over what it expects, and is refused over something else",
        new EvidenceBuilder()
            .ok(1, 1, 2, putNew(X, 1))
            .ok(1, 3, 4, cas(X, 1, 2), before(X, 1))
            .refused(2, 5, 6, cas(X, 1, 3))
            .refused(2, 7, 8, putNew(X, 4))
            .ok(1, 9, 10, delete(X), before(X, 2))
            .ok(1, 11, 12, get(X), none()),
        "an unanswered put explains a refusal that nothing else does",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .lost(2, 3, put(X, 2))
            .refused(1, 4, 5, cas(X, 1, 3))
            .ok(1, 6, 7, get(X), found(X, 2)),
        "a counter",
        new EvidenceBuilder()
            .ok(1, 1, 5, new Action.Add(X, 2), after(item(X, 5)))
            .ok(2, 1, 5, new Action.Add(X, 3), after(item(X, 3)))
            .lost(3, 1, new Action.Add(X, 10))
            .ok(1, 6, 7, get(X), found(X, 15)),
        "items that two regions write are not judged",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .in(B)
            .ok(2, 3, 4, put(X, 2))
            .in(A)
            .ok(1, 5, 6, get(X), found(X, 1)));
  }

  static Map<String, EvidenceBuilder> bad() {
    return Cases.of(
        "a read misses an acknowledged put",
        new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).ok(2, 3, 4, get(X), none()),
        "a read sees an overwritten put",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .ok(1, 3, 4, put(X, 2))
            .ok(2, 5, 6, get(X), found(X, 1)),
        "a read goes back",
        new EvidenceBuilder()
            .ok(1, 1, 20, put(X, 1))
            .ok(2, 2, 3, get(X), found(X, 1))
            .ok(3, 4, 5, get(X), none()),
        "two compare-and-sets win from one value",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .ok(1, 3, 9, cas(X, 1, 2))
            .ok(2, 3, 9, cas(X, 1, 3)),
        "two creations",
        new EvidenceBuilder().ok(1, 1, 9, putNew(X, 1)).ok(2, 1, 9, putNew(X, 2)),
        "a refusal without a reason",
        new EvidenceBuilder().ok(1, 1, 2, put(X, 1)).refused(2, 3, 4, cas(X, 1, 2)),
        "a refused put is seen",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .refused(2, 3, 4, cas(X, 7, 2))
            .ok(2, 5, 6, get(X), found(X, 2)),
        "an unanswered put is seen before its call",
        new EvidenceBuilder().ok(2, 1, 2, get(X), found(X, 1)).lost(1, 3, put(X, 1)),
        "a put tells another old image than was there",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .ok(1, 3, 4, put(X, 2))
            .ok(1, 5, 6, put(X, 3), before(X, 1)),
        "an addition counted twice",
        new EvidenceBuilder()
            .ok(1, 1, 2, new Action.Add(X, 2), after(item(X, 2)))
            .ok(1, 3, 4, get(X), found(X, 4)),
        "a deleted item comes back",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .ok(1, 3, 4, delete(X), before(X, 1))
            .ok(2, 5, 6, get(X), none())
            .ok(2, 7, 8, get(X), found(X, 1)),
        "a mixture",
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .ok(
                1,
                3,
                4,
                get(X),
                new Result.Found(EvidenceBuilder.with(X, 1, "a", Items.number(2)))));
  }

  @ParameterizedTest
  @MethodSource("goodNames")
  void accepts(String name) {
    Verdict verdict = new Linearizability().check(Cases.get(good(), name).evidence());
    assertTrue(verdict.isOk(), () -> name + ": " + verdict);
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void rejects(String name) {
    Verdict verdict = new Linearizability().check(Cases.get(bad(), name).evidence());
    var violation = assertInstanceOf(Verdict.Violation.class, verdict, name);
    assertFalse(violation.ops().isEmpty(), "shows nothing");
  }

  @Test
  void aSearchThatIsTooLargeIsGivenUp() {
    EvidenceBuilder story = new EvidenceBuilder();
    for (int i = 1; i <= 12; i++) {
      story.lost(i, i, new Action.Add(X, 1L << i));
    }
    story.ok(20, 50, 51, get(X), found(X, 1));
    assertInstanceOf(Verdict.Unknown.class, new Linearizability(100).check(story.evidence()));
    assertInstanceOf(Verdict.Violation.class, new Linearizability().check(story.evidence()));
  }

  static Set<String> goodNames() {
    return good().keySet();
  }

  static Set<String> badNames() {
    return bad().keySet();
  }
}
