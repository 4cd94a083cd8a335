package io.antipode.node.storage.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts again, in one pass in the order of keys, what a shard's views hold, while they change.
 * Each table has running totals, kept write by write as the log went: where a pass comes to others,
 * the views are not what the log says, whoever changed them, and nothing may be made of them that
 * outlives them.
 *
 * <pre>
 *   keys   ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓│░░░░░░░░░░░░░░░░░
 *          changes are counted       │ changes are not: the pass comes there yet
 *                                  passed
 * </pre>
 *
 * <p>On the shard's loop.
 */
public final class ViewAudit {
  private static final class Sum {
    long items;
    long tombstones;
    long hash;

    void add(int sign, boolean item, long itemHash) {
      items += item ? sign : 0;
      tombstones += item ? 0 : sign;
      hash += sign * itemHash;
    }

    boolean is(TableState table) {
      return items == table.items && tombstones == table.tombstones && hash == table.hash;
    }
  }

  private final Map<Long, Sum> sums = new HashMap<>();

  /** Tables whose content was removed in one go. */
  private final Set<Long> wiped = new HashSet<>();

  private byte[] passed = {};
  private boolean ended;

  /**
   * The pass has come to a key.
   *
   * @param itemHash of an item, 0 of a tombstone
   */
  public void pass(long tableId, byte[] key, boolean item, long itemHash) {
    passed = key;
    sum(tableId).add(1, item, itemHash);
  }

  /** The pass has come to the end. */
  public void end() {
    ended = true;
  }

  /** What stands under a key comes ({@code sign} 1) or goes (-1). */
  void changed(long tableId, byte[] key, int sign, boolean item, long itemHash) {
    if (ended || Arrays.compareUnsigned(key, passed) <= 0) {
      sum(tableId).add(sign, item, itemHash);
    }
  }

  /**
   * A table's content goes, in whatever order: there is no telling what the pass will see of it.
   */
  void wiped(long tableId) {
    wiped.add(tableId);
  }

  private Sum sum(long tableId) {
    return sums.computeIfAbsent(tableId, id -> new Sum());
  }

  /** After the end of the pass: what differs, in words, or null where nothing does. */
  public @Nullable String problem(Tables tables) {
    for (TableState table : tables.all()) {
      Sum sum = sum(table.info.id());
      if (!wiped.contains(table.info.id()) && !sum.is(table)) {
        return "table %016x has %d items and %d deletions by the log, and %d and %d in its views%s"
            .formatted(
                table.info.id(),
                table.items,
                table.tombstones,
                sum.items,
                sum.tombstones,
                sum.hash == table.hash ? "" : ", with other content");
      }
    }
    return null;
  }
}
