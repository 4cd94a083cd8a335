package io.antipode.load.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  private static final Region REGION = new Region("us-east-1");
  private static final Key KEY = new Key("t", "p\n\"", "s");
  private static final Item ITEM = Items.numbered(KEY, 7);

  @Test
  void whatIsNotAnsweredIsIndeterminate() {
    History history = new History();
    int id = history.invoke(history.nextProcess(), REGION, new Action.Get(KEY, true), 5);
    assertEquals(Outcome.INDETERMINATE, history.ops().getFirst().outcome());
    assertEquals(Op.NEVER, history.ops().getFirst().returnedNs());
    history.complete(id, 9, Outcome.OK, "", new Result.Found(null), null);
    assertEquals(9, history.ops().getFirst().returnedNs());
    assertThrows(
        IllegalStateException.class,
        () -> history.complete(id, 9, Outcome.OK, "", new Result.Found(null), null));
  }

  @Test
  void everyOperationSurvivesItsLine() {
    History history = new History();
    List<Action> actions =
        List.of(
            new Action.Put(KEY, ITEM, Guard.NONE),
            new Action.Put(KEY, ITEM, new Guard.NumberIs(3)),
            new Action.Delete(KEY, Guard.ABSENT),
            new Action.Get(KEY, false),
            new Action.Add(Key.of("t", "p"), -4),
            new Action.Append(KEY, 9),
            new Action.TransactAppend(List.of(new Action.Append(KEY, 10))),
            new Action.TransactRead(List.of(KEY, Key.of("t", "q"))),
            new Action.Transfer(KEY, Key.of("t", "q"), 5),
            new Action.Walk("t", null, "p", 3, true),
            new Action.Walk("t", "by-gk", null, 3, false),
            new Action.ReadStream("t", "shard-1"));
    List<Result> results =
        List.of(
            Result.NOTHING,
            new Result.Before(ITEM),
            new Result.Before(null),
            new Result.Found(ITEM),
            new Result.After(ITEM),
            new Result.After(ITEM),
            new Result.Refused(),
            new Result.FoundAll(Arrays.asList(null, ITEM)),
            Result.NOTHING,
            new Result.Shown(List.of(ITEM, ITEM)),
            new Result.Found(null),
            new Result.Changes(List.of(new Result.Change("0042", "INSERT", KEY, null, ITEM))));
    for (int i = 0; i < actions.size(); i++) {
      int id = history.invoke(i, REGION, actions.get(i), i);
      history.complete(
          id, i + 1, Outcome.OK, "", results.get(i), i == 0 ? new Version(77, REGION) : null);
    }
    history.invoke(1, REGION, new Action.Get(KEY, true), 99);
    String lines = HistoryLines.write(history.ops());
    assertEquals(history.size(), lines.lines().count());
    assertEquals(history.ops(), HistoryLines.read(lines));
  }

  @Test
  void aLineThatIsNoOperationIsShown() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> HistoryLines.read("{\"id\":1}"));
    assertTrue(String.valueOf(refused.getMessage()).contains("{\"id\":1}"));
  }

  @Test
  void operationsReadWell() {
    History history = new History();
    int id =
        history.invoke(
            3,
            REGION,
            new Action.Put(Key.of("t", "p"), Items.numbered(Key.of("t", "p"), 1), Guard.ABSENT),
            1_500_000);
    Op op = history.complete(id, 2_000_000, Outcome.FAIL, "Refused", new Result.Refused(), null);
    assertEquals(
        "#0 p3 us-east-1 [1.500..2.000 ms] put t/p {\"n\":{\"N\":\"1\"},\"pk\":{\"S\":\"p\"}} if"
            + " absent -> FAIL Refused",
        op.toString());
  }
}
