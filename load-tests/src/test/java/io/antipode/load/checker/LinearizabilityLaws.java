package io.antipode.load.checker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Histories of a real sequential register, each of whose operations takes effect at a moment
 * between its call and its answer, are linearizable; with one impossible answer they are not.
 */
final class LinearizabilityLaws {
  private static final long NEVER_WRITTEN = 1_000_000;

  @Property(tries = 300)
  void whatARegisterDidIsAccepted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int size) {
    Verdict verdict = new Linearizability().check(Evidence.of(history(seed, size)));
    assertTrue(verdict.isOk(), verdict::toString);
  }

  @Property(tries = 300)
  void aReadOfWhatNobodyWroteIsRejected(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 120) int size) {
    List<Op> ops = new ArrayList<>(history(seed, size));
    int read = pick(ops, new SplittableRandom(seed));
    Assume.that(read >= 0);
    ops.set(read, answering(ops.get(read), Items.numbered(EvidenceBuilder.X, NEVER_WRITTEN)));
    assertInstanceOf(Verdict.Violation.class, new Linearizability().check(Evidence.of(ops)));
  }

  /** A put that was overwritten before the read was called, in real time, can't be read. */
  @Property(tries = 300)
  void aReadOfWhatWasOverwrittenIsRejected(
      @ForAll long seed, @ForAll @IntRange(min = 5, max = 120) int size) {
    List<Op> ops = new ArrayList<>(history(seed, size));
    int at = pick(ops, new SplittableRandom(seed));
    Assume.that(at >= 0);
    Op read = ops.get(at);
    Item gone = overwrittenBefore(ops, read);
    if (gone == null) {
      Assume.that(false);
      return;
    }
    ops.set(at, answering(read, gone));
    assertInstanceOf(Verdict.Violation.class, new Linearizability().check(Evidence.of(ops)));
  }

  private static @Nullable Item overwrittenBefore(List<Op> ops, Op read) {
    for (Op put : ops) {
      if (put.isOk() && put.action() instanceof Action.Put whole) {
        for (Op next : ops) {
          if (next.isOk()
              && Writes.isWhole(next)
              && put.endedBefore(next)
              && next.endedBefore(read)) {
            return whole.item();
          }
        }
      }
    }
    return null;
  }

  private static int pick(List<Op> ops, SplittableRandom random) {
    int start = random.nextInt(ops.size());
    for (int i = 0; i < ops.size(); i++) {
      int at = (start + i) % ops.size();
      if (ops.get(at).action() instanceof Action.Get && ops.get(at).isOk()) {
        return at;
      }
    }
    return -1;
  }

  private static Op answering(Op op, Item item) {
    return new Op(
        op.id(),
        op.process(),
        op.region(),
        op.action(),
        op.invokedNs(),
        op.returnedNs(),
        op.outcome(),
        op.error(),
        new Result.Found(item),
        op.version());
  }

  /**
   * Runs a register through the moments in their order, then puts calls and answers round them, so
   * that neighbours overlap. Some answers are lost, of effects that came and of such that did not.
   */
  private static List<Op> history(long seed, int size) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Op> ops = new ArrayList<>();
    Item state = null;
    for (int i = 0; i < size; i++) {
      long momentNs = 1_000 + 10L * i;
      long fromNs = momentNs - random.nextLong(30);
      long toNs = momentNs + random.nextLong(30);
      Action action = action(random, i + 1, state);
      boolean lost = random.nextInt(15) == 0;
      if (lost && random.nextBoolean()) {
        ops.add(op(i, action, fromNs, toNs, Outcome.INDETERMINATE, Result.NOTHING));
        continue;
      }
      boolean holds = !(action instanceof Action.Put put) || put.guard().holds(state);
      Result result =
          action instanceof Action.Get
              ? new Result.Found(state)
              : holds ? new Result.Before(state) : new Result.Refused();
      if (holds && action instanceof Action.Put put) {
        state = put.item();
      } else if (action instanceof Action.Delete) {
        state = null;
      }
      ops.add(
          lost
              ? op(i, action, fromNs, toNs, Outcome.INDETERMINATE, Result.NOTHING)
              : op(i, action, fromNs, toNs, holds ? Outcome.OK : Outcome.FAIL, result));
    }
    ops.sort(Comparator.comparingLong(Op::invokedNs));
    return ops;
  }

  private static Action action(SplittableRandom random, int number, @Nullable Item state) {
    Item item = Items.numbered(EvidenceBuilder.X, number);
    return switch (random.nextInt(8)) {
      case 0 -> EvidenceBuilder.delete(EvidenceBuilder.X);
      case 1 -> EvidenceBuilder.putNew(EvidenceBuilder.X, number);
      case 2 -> EvidenceBuilder.cas(EvidenceBuilder.X, Items.numberOrZero(state), number);
      case 3 -> EvidenceBuilder.cas(EvidenceBuilder.X, random.nextInt(1, number + 1), number);
      case 4 -> new Action.Put(EvidenceBuilder.X, item, Guard.NONE);
      default -> EvidenceBuilder.get(EvidenceBuilder.X);
    };
  }

  private static Op op(
      int id, Action action, long fromNs, long toNs, Outcome outcome, Result result) {
    long returnedNs = outcome == Outcome.INDETERMINATE ? Op.NEVER : toNs;
    return new Op(id, id, EvidenceBuilder.A, action, fromNs, returnedNs, outcome, "", result, null);
  }
}
