package io.antipode.load.checker;

import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table restored to a time holds of each item what the latest write by then left. Where writes
 * were under way at that time, either side is right.
 *
 * <p>Looks at items that clients of the restored region put and delete whole. Not in {@link
 * Checkers}: it needs the restored table beside the run's evidence.
 *
 * @param restored what the restore made, under the name and the region of its source
 * @param atNs the time that was asked for, on the run's clock
 */
public record PointInTime(TableContents restored, long atNs) implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    Map<Key, List<Op>> items = Writes.byKey(evidence.ops());
    long looked = 0;
    for (Map.Entry<Key, List<Op>> item : items.entrySet()) {
      List<Op> ops = item.getValue();
      if (!item.getKey().table().equals(restored.table())
          || !Writes.allWhole(ops)
          || !Set.of(restored.region()).containsAll(Writes.writers(ops))) {
        continue;
      }
      looked++;
      Candidates candidates = new Candidates(ops, atNs);
      Item found = restored.items().get(item.getKey());
      if (!candidates.allow(found)) {
        return new Verdict.Violation(
            "restored to %d ns, %s is %s, and not what one of these left"
                .formatted(atNs, item.getKey(), Show.item(found)),
            candidates.writes());
      }
    }
    for (Key key : restored.items().keySet()) {
      if (!items.containsKey(key)) {
        return Verdict.violation("restored, but never written: " + key);
      }
    }
    return new Verdict.Ok(looked);
  }
}
