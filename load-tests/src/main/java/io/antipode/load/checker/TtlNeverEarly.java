package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Result;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An item with a time to live (attribute {@code ttl}, epoch seconds) is there until then: a
 * consistent read that was answered before does not miss it.
 *
 * <p>Looks at items that clients of one region put whole and nobody deletes, and at reads there,
 * after all puts that may be the latest would still be alive. Clocks may be wrong by up to {@link
 * #MAX_SKEW_MS}.
 */
public final class TtlNeverEarly implements Checker {
  /** The attribute that holds the expiry, in epoch seconds. */
  public static final String ATTRIBUTE = "ttl";

  /** How far the clock of a node may be ahead of the run's. */
  public static final long MAX_SKEW_MS = 500;

  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    for (Map.Entry<Key, List<Op>> item : Writes.byKey(evidence.ops()).entrySet()) {
      List<Op> ops = item.getValue();
      boolean putsAlone =
          ops.stream().allMatch(op -> !Writes.isWrite(op) || op.action() instanceof Action.Put);
      if (!putsAlone || Writes.writers(ops).size() != 1) {
        continue;
      }
      for (Op read : ops) {
        if (missed(read) && Writes.writers(ops).equals(Set.of(read.region()))) {
          looked++;
          Op early = expiredEarly(ops, read, evidence.epochMsAtZero());
          if (early != null) {
            return Verdict.violation("an item expired early", early, read);
          }
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  private static boolean missed(Op op) {
    return op.isOk()
        && op.action() instanceof Action.Get get
        && get.consistent()
        && op.result() instanceof Result.Found found
        && found.item() == null;
  }

  /** A put before the read, when all that may be the latest one were still to live. */
  private static @Nullable Op expiredEarly(List<Op> ops, Op read, long epochMsAtZero) {
    List<Op> candidates = new Candidates(ops, read.invokedNs()).writes();
    long answeredMs = epochMsAtZero + TimeUnit.NANOSECONDS.toMillis(read.returnedNs());
    Op acknowledged = null;
    for (Op op : candidates) {
      Item item = Writes.image(op);
      OptionalLong expiry = item == null ? OptionalLong.of(0) : expiryMs(item);
      if (expiry.isPresent() && answeredMs >= expiry.getAsLong() - MAX_SKEW_MS) {
        return null;
      }
      acknowledged = op.isOk() && op.endedBefore(read) ? op : acknowledged;
    }
    return acknowledged;
  }

  private static OptionalLong expiryMs(Item item) {
    return item.get(ATTRIBUTE) instanceof AttributeValue.N seconds
        ? OptionalLong.of(TimeUnit.SECONDS.toMillis(Long.parseLong(seconds.value().toString())))
        : OptionalLong.empty();
  }
}
