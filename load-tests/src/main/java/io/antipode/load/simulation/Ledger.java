package io.antipode.load.simulation;

import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.TtlNeverEarly;
import io.antipode.load.history.Action;
import io.antipode.load.history.History;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The writes of single items in a history, by the key under which shards store them: for those who
 * look from within. Knows which of them may be lost, so that a history can be judged all the same.
 */
final class Ledger implements History.Listener {
  /** A write that was sent and not refused. */
  static final class Write {
    final int id;
    final Region region;
    final ItemKey item;
    final Bytes key;
    final ShardId shard;
    final boolean deletes;

    /**
     * When time to live deletes what was written, in epoch ms; {@link Long#MAX_VALUE} for never.
     */
    final long dueMs;

    private final Action action;

    /** Null until acknowledged, or where the answer told none. */
    @Nullable Version version;

    long acknowledgedNs;

    Write(Op call, ItemKey item) {
      id = call.id();
      region = call.region();
      this.item = item;
      key = new Bytes(item.bytes());
      shard = ShardId.of(item.partitionHash(), SimulatedRegion.SHARDS);
      action = call.action();
      deletes = action instanceof Action.Delete;
      dueMs = dueMs(action);
    }

    private static long dueMs(Action action) {
      long seconds =
          action instanceof Action.Put put ? put.item().wholePartOf(TtlNeverEarly.ATTRIBUTE) : -1;
      return seconds < 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toMillis(seconds);
    }

    @Override
    public String toString() {
      return "write %d in %s, %s, %s"
          .formatted(id, region, action, version == null ? "unanswered" : "as " + version);
    }
  }

  private final Function<Key, @Nullable ItemKey> stored;
  private final SortedMap<Bytes, List<Write>> byKey = new TreeMap<>();
  private final Map<Integer, Write> byId = new HashMap<>();

  /** The acknowledged ones of each key. */
  private final Map<Bytes, Map<Version, Write>> byVersion = new HashMap<>();

  private final Set<Write> excused = new HashSet<>();
  private final Set<Write> forgotten = new HashSet<>();
  private long writes;
  private long acknowledgements;

  /**
   * @param stored the key under which an item is stored; null where its table is not known
   */
  Ledger(Function<Key, @Nullable ItemKey> stored) {
    this.stored = stored;
  }

  @Override
  public void invoked(Op call) {
    ItemKey item =
        isWrite(call.action()) ? stored.apply(((Action.OfItem) call.action()).key()) : null;
    if (item != null) {
      Write write = new Write(call, item);
      writes++;
      byKey.computeIfAbsent(write.key, any -> new ArrayList<>()).add(write);
      byId.put(write.id, write);
    }
  }

  private static boolean isWrite(Action action) {
    return action instanceof Action.OfItem && !(action instanceof Action.Get);
  }

  @Override
  public void completed(Op op, long nowNs) {
    Write write = byId.get(op.id());
    if (write == null) {
      return;
    }
    Version version = op.version();
    if (op.isOk() && version != null) {
      acknowledge(write, version, nowNs);
    } else if (op.outcome() == Outcome.FAIL || (op.isOk() && write.deletes)) {
      of(write.key).remove(write); // A deletion without a version found nothing to delete.
      byId.remove(write.id);
    }
  }

  private void acknowledge(Write write, Version version, long nowNs) {
    acknowledgements++;
    write.version = version;
    write.acknowledgedNs = nowNs;
    Write twin = byVersion.computeIfAbsent(write.key, any -> new HashMap<>()).put(version, write);
    if (twin != null && !excused.contains(twin) && !forgotten.contains(twin)) {
      throw new Violation("unique versions: " + twin + " and " + write);
    }
  }

  /** A write whose only copy is gone with its region, by the fault's own nature. */
  void excuse(Write write) {
    excused.add(write);
  }

  /**
   * A write that no region has any more, nor needs, since a newer one of its item is there: nobody
   * would notice were its version given again.
   */
  void forget(Write write) {
    forgotten.add(write);
  }

  boolean isExcused(Write write) {
    return excused.contains(write);
  }

  /** By stored key; to be read alone. */
  SortedMap<Bytes, List<Write>> byKey() {
    return byKey;
  }

  /** All writes of a key that were sent and not refused. */
  List<Write> of(Bytes key) {
    return byKey.getOrDefault(key, List.of());
  }

  /** Of a write that its region may have lost with its disk nobody knows what came of it. */
  List<Op> judged(List<Op> ops) {
    return ops.stream().map(this::judged).toList();
  }

  private Op judged(Op op) {
    Write write = byId.get(op.id());
    return write == null || !excused.contains(write)
        ? op
        : new Op(
            op.id(),
            op.process(),
            op.region(),
            op.action(),
            op.invokedNs(),
            Op.NEVER,
            Outcome.INDETERMINATE,
            "lost",
            Result.NOTHING,
            null);
  }

  long writes() {
    return writes;
  }

  long acknowledgements() {
    return acknowledgements;
  }

  long excused() {
    return excused.size();
  }
}
