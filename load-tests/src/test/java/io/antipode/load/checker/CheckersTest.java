package io.antipode.load.checker;

import static io.antipode.load.checker.EvidenceBuilder.X;
import static io.antipode.load.checker.EvidenceBuilder.Y;
import static io.antipode.load.checker.EvidenceBuilder.delete;
import static io.antipode.load.checker.EvidenceBuilder.item;
import static io.antipode.load.checker.EvidenceBuilder.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every checker but linearizability accepts good histories and rejects bad ones. */
final class CheckersTest {
  static Stream<CheckerCase> cases() {
    return Stream.of(
            ItemCases.all(),
            ViewCases.all(),
            TransactionCases.all(),
            LimitCases.all(),
            ExpiryCases.all())
        .flatMap(Function.identity());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tells(CheckerCase each) {
    Verdict verdict = Checkers.named(each.checker()).check(each.evidence().evidence());
    if (each.good()) {
      assertTrue(verdict.isOk(), () -> each + ": " + verdict);
    } else {
      assertInstanceOf(Verdict.Violation.class, verdict, each.toString());
    }
  }

  @Test
  void everyCheckerIsProvedTwiceBothWays() {
    Map<String, Map<Boolean, Long>> counts =
        cases()
            .collect(
                Collectors.groupingBy(
                    CheckerCase::checker,
                    TreeMap::new,
                    Collectors.groupingBy(CheckerCase::good, Collectors.counting())));
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
    EvidenceBuilder story =
        new EvidenceBuilder()
            .ok(1, 1, 2, put(X, 1))
            .ok(1, 10, 20, put(X, 2))
            .ok(1, 30, 31, delete(X));
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
    TableContents contents = new EvidenceBuilder().holds(items).evidence().tables().getFirst();
    return new PointInTime(contents, atNs);
  }
}
