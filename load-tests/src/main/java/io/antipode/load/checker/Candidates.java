package io.antipode.load.checker;

import io.antipode.load.history.Op;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which whole writes of one item can be its latest at a time, by real time alone: all that were
 * called by then, but for those that were surely overwritten by an acknowledged one.
 */
final class Candidates {
  private final List<Op> writes = new ArrayList<>();
  private final boolean mayBeUntouched;

  /**
   * @param ops of one item that one region's clients put and delete whole
   * @param atNs the time, {@link Op#NEVER} for the end
   */
  Candidates(List<Op> ops, long atNs) {
    List<Op> acknowledged =
        ops.stream()
            .filter(op -> Writes.isWhole(op) && op.isOk() && op.returnedNs() <= atNs)
            .toList();
    mayBeUntouched = acknowledged.isEmpty();
    for (Op op : ops) {
      if (Writes.isWhole(op)
          && op.mayHaveHappened()
          && op.invokedNs() <= atNs
          && acknowledged.stream().noneMatch(op::endedBefore)) {
        writes.add(op);
      }
    }
  }

  /** Whether the item, or its absence, can be what the latest write left. */
  boolean allow(@Nullable Item item) {
    return (item == null && mayBeUntouched)
        || writes.stream().anyMatch(op -> Objects.equals(Writes.image(op), item));
  }

  /** Those writes, in the order of their calls. */
  List<Op> writes() {
    return writes;
  }
}
