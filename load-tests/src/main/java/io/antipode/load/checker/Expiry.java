package io.antipode.load.checker;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Result;
import io.antipode.load.history.Result.Change;
import io.antipode.load.history.StreamContents;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Items whose time to live (attribute {@code ttl}, epoch seconds) is over go, in every region: no
 * walk of a table that was asked {@link #LATEST_MS} later shows one. One region says in its stream
 * that the service deleted it, and none does before the time is over. A write that takes the time
 * away, or sets one that is far off, stands where it was accepted before the item was due, wherever
 * that was.
 *
 * <p>Looks at tables that clients put whole items into and delete nothing from, at walks when all
 * regions are well, and at streams from their beginning. Clocks are right, and no region is away
 * for as long as others wait for it.
 */
public final class Expiry implements Checker {
  /** How much later than its time an item may still be there. */
  public static final long LATEST_MS = 60_000;

  private long looked;

  @Override
  public Verdict check(Evidence evidence) {
    Expiry run = new Expiry();
    Verdict wrong = run.late(evidence);
    wrong = wrong == null ? run.services(evidence) : wrong;
    wrong = wrong == null ? run.extensions(evidence) : wrong;
    return wrong == null ? new Verdict.Ok(run.looked) : wrong;
  }

  private @Nullable Verdict late(Evidence evidence) {
    for (Op op : evidence.ops()) {
      if (op.isOk()
          && op.action() instanceof Action.Walk walk
          && walk.index() == null
          && op.result() instanceof Result.Shown shown) {
        long askedMs = evidence.epochMsAtZero() + TimeUnit.NANOSECONDS.toMillis(op.invokedNs());
        for (Item item : shown.items()) {
          long seconds = seconds(item);
          looked++;
          if (seconds >= 0 && askedMs > TimeUnit.SECONDS.toMillis(seconds + 1) + LATEST_MS) {
            return Verdict.violation(
                "an item is there still, %d s after its time: %s"
                    .formatted(askedMs / 1_000 - seconds, Show.item(item)),
                op);
          }
        }
      }
    }
    return null;
  }

  private @Nullable Verdict services(Evidence evidence) {
    Map<Item, Region> deleter = new HashMap<>();
    Set<Key> removed = new HashSet<>();
    Set<Key> byService = new HashSet<>();
    for (StreamContents stream : evidence.streams()) {
      for (Change change : stream.shards().values().stream().flatMap(List::stream).toList()) {
        Item old = change.oldImage();
        if (!change.name().equals("REMOVE") || old == null || seconds(old) < 0) {
          continue;
        }
        looked++;
        removed.add(change.key());
        if (!change.byService()) {
          continue;
        }
        byService.add(change.key());
        if (change.atSeconds() <= seconds(old)) {
          return Verdict.violation(
              "%s deleted at %d what was not over yet: %s"
                  .formatted(stream.region(), change.atSeconds(), Show.item(old)));
        }
        Region other = deleter.put(old, stream.region());
        if (other != null) {
          return Verdict.violation(
              "%s and %s both say that the service deleted %s"
                  .formatted(other, stream.region(), Show.item(old)));
        }
      }
    }
    removed.removeAll(byService);
    return removed.isEmpty() || evidence.streams().isEmpty()
        ? null
        : Verdict.violation("nobody says that the service deleted " + removed.iterator().next());
  }

  private @Nullable Verdict extensions(Evidence evidence) {
    for (Map.Entry<Key, List<Op>> item : Writes.byKey(evidence.ops()).entrySet()) {
      Op last = lastingExtension(item.getValue(), evidence.epochMsAtZero());
      if (last == null) {
        continue;
      }
      looked++;
      for (TableContents table : evidence.tables()) {
        if (table.table().equals(item.getKey().table())
            && !table.items().containsKey(item.getKey())) {
          return Verdict.violation(
              "%s has lost an item that was extended before its time".formatted(table.region()),
              last);
        }
      }
    }
    return null;
  }

  /**
   * The newest write of an item, where it is for good and was accepted before any other one was
   * due; else null.
   */
  private static @Nullable Op lastingExtension(List<Op> ops, long epochMsAtZero) {
    List<Op> puts = ops.stream().filter(op -> Writes.isWrite(op) && op.mayHaveHappened()).toList();
    Op newest = null;
    for (Op put : puts) {
      if (!(put.action() instanceof Action.Put) || put.version() == null) {
        return null;
      }
      if (newest == null || version(put).compareTo(version(newest)) > 0) {
        newest = put;
      }
    }
    if (newest == null || !isForGood(newest, epochMsAtZero)) {
      return null;
    }
    long acceptedMs = Version.epochMs(version(newest).hlc());
    for (Op put : puts) {
      long seconds = seconds(item(put));
      if (put.id() != newest.id()
          && seconds >= 0
          && acceptedMs >= TimeUnit.SECONDS.toMillis(seconds)) {
        return null;
      }
    }
    return newest;
  }

  private static boolean isForGood(Op put, long epochMsAtZero) {
    long seconds = seconds(item(put));
    long invokedMs = epochMsAtZero + TimeUnit.NANOSECONDS.toMillis(put.invokedNs());
    return seconds < 0 || seconds > invokedMs / 1_000 + TimeUnit.DAYS.toSeconds(1);
  }

  private static Version version(Op put) {
    Version version = put.version();
    if (version == null) {
      throw new IllegalArgumentException("no version: " + put);
    }
    return version;
  }

  private static Item item(Op put) {
    Item item = Writes.image(put);
    if (item == null) {
      throw new IllegalArgumentException("no put: " + put);
    }
    return item;
  }

  /** The time of an item, -1 for none. */
  private static long seconds(Item item) {
    return item.wholePartOf(TtlNeverEarly.ATTRIBUTE);
  }
}
