package io.antipode.load.checker;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A history's operations by the item that they concern. */
final class Writes {
  private Writes() {}

  /** Operations on single items, by key, those that failed included. */
  static SortedMap<Key, List<Op>> byKey(List<Op> ops) {
    SortedMap<Key, List<Op>> byKey = new TreeMap<>();
    for (Op op : ops) {
      if (op.action() instanceof Action.OfItem action) {
        byKey.computeIfAbsent(action.key(), key -> new ArrayList<>()).add(op);
      }
    }
    return byKey;
  }

  /** The keys that transactions touch. */
  static Set<Key> transactional(List<Op> ops) {
    Set<Key> keys = new HashSet<>();
    for (Op op : ops) {
      if (op.action() instanceof Action.TransactAppend transact) {
        transact.appends().forEach(append -> keys.add(append.key()));
      } else if (op.action() instanceof Action.Transfer move) {
        keys.add(move.from());
        keys.add(move.to());
      }
    }
    return keys;
  }

  static boolean isWrite(Op op) {
    return switch (op.action()) {
      case Action.Put ignored -> true;
      case Action.Delete ignored -> true;
      case Action.Add ignored -> true;
      case Action.Append ignored -> true;
      case Action.Get ignored -> false;
      case Action.TransactAppend ignored -> true;
      case Action.Transfer ignored -> true;
      case Action.TransactRead ignored -> false;
      case Action.Walk ignored -> false;
      case Action.ReadStream ignored -> false;
    };
  }

  /** Writes of whole items or deletions, whose image is known beforehand. */
  static boolean isWhole(Op op) {
    return op.action() instanceof Action.Put || op.action() instanceof Action.Delete;
  }

  /** Whether every write of a key puts or deletes it whole. */
  static boolean allWhole(List<Op> opsOfKey) {
    return opsOfKey.stream().allMatch(op -> !isWrite(op) || isWhole(op));
  }

  /** What a whole write leaves: the item, or null for a deletion. */
  static @Nullable Item image(Op write) {
    return write.action() instanceof Action.Put put ? put.item() : null;
  }

  /** The regions whose clients may have written. */
  static Set<Region> writers(List<Op> opsOfKey) {
    Set<Region> regions = new HashSet<>();
    for (Op op : opsOfKey) {
      if (isWrite(op) && op.mayHaveHappened()) {
        regions.add(op.region());
      }
    }
    return regions;
  }

  /** The writes that may have left just this item. */
  static List<Op> writers(List<Op> opsOfKey, Item item) {
    return opsOfKey.stream()
        .filter(
            op ->
                op.action() instanceof Action.Put put
                    && op.mayHaveHappened()
                    && put.item().equals(item))
        .toList();
  }

  /** The write that stored an item, by its unique number, or null if there was none. */
  static @Nullable Op writer(List<Op> opsOfKey, Item item) {
    for (Op op : opsOfKey) {
      if (op.action() instanceof Action.Put put
          && Items.hasNumber(item)
          && Items.numberOrZero(put.item()) == Items.number(item)) {
        return op;
      }
    }
    return null;
  }
}
