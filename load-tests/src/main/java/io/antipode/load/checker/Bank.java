package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transfers are all or nothing: transactional reads of all accounts of a bank show the sum of the
 * opening balances, no balance is below 0, and the final balances are the opening ones moved by
 * every acknowledged transfer and by some of the INDETERMINATE ones.
 *
 * <p>Assumes that a bank is the accounts that the clients of one region opened, by one put each,
 * and that nothing but transfers changes them. A replica gets a transfer item by item, so only
 * reads in the bank's own region count, and the final contents of every region.
 */
public final class Bank implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    Map<Key, Op> openings = openings(evidence.ops());
    long looked = 0;
    for (Op op : evidence.ops()) {
      if (op.isOk()
          && op.action() instanceof Action.TransactRead read
          && op.result() instanceof Result.FoundAll found
          && openings.keySet().containsAll(read.keys())
          && isWhole(read, op, openings)) {
        looked++;
        Verdict wrong = wrongSum(op, read.keys(), found, openings);
        if (wrong != null) {
          return wrong;
        }
      }
    }
    for (TableContents table : evidence.tables()) {
      Balances balances = new Balances(evidence.ops(), openings, table);
      looked += balances.accounts();
      Verdict wrong = balances.check();
      if (wrong != null) {
        return wrong;
      }
    }
    return new Verdict.Ok(looked);
  }

  /** The puts that opened accounts which transfers touch. */
  private static Map<Key, Op> openings(List<Op> ops) {
    Set<Key> accounts = Writes.transactional(ops);
    Map<Key, Op> openings = new HashMap<>();
    for (Op op : ops) {
      if (op.action() instanceof Action.Put put
          && op.outcome() != Outcome.FAIL
          && accounts.contains(put.key())) {
        openings.put(put.key(), op);
      }
    }
    return openings;
  }

  /** Whether these are all accounts of the bank of the region that was asked. */
  private static boolean isWhole(Action.TransactRead read, Op op, Map<Key, Op> openings) {
    Set<Key> asked = Set.copyOf(read.keys());
    return openings.entrySet().stream()
        .allMatch(
            each ->
                each.getValue().region().equals(op.region()) == asked.contains(each.getKey())
                    || !each.getKey().table().equals(read.keys().getFirst().table()));
  }

  private static @Nullable Verdict wrongSum(
      Op op, List<Key> keys, Result.FoundAll found, Map<Key, Op> openings) {
    long expected = 0;
    for (Key key : keys) {
      Op opening = openings.get(key);
      expected += opening == null ? 0 : Items.numberOrZero(Writes.image(opening));
    }
    long sum = 0;
    for (Item item : found.items()) {
      long balance = Items.numberOrZero(item);
      if (balance < 0) {
        return Verdict.violation("a balance below 0: " + balance, op);
      }
      sum += balance;
    }
    return sum == expected
        ? null
        : Verdict.violation("a read saw the sum %d instead of %d".formatted(sum, expected), op);
  }
}
