package io.antipode.node.storage;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Intent.Effect;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.SystemTables;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What transactions do to one table's part of a shard, followed along the log, so that whoever cuts
 * the logs of all shards at an instant has each transaction whole or not at all.
 *
 * <p>A transaction holds all of its items before any of them is written. So where one of its writes
 * lies before the cut of some shard, it takes place, and what it still holds before the cut of
 * another one is to be written there as well; where none does, it is not there yet, and what it
 * holds is nothing. Whoever follows must have begun on every shard before the first hold of a
 * transaction that it judges: {@link #holdsSince} tells.
 *
 * <p>Which transactions are to be judged is known at the cut only: those that some shard holds
 * then. So the logs are followed twice, first for {@link #holders}, {@link #again} for {@link
 * #taken}.
 *
 * <p>Used by one thread at a time.
 */
public final class TransactionCut {
  private record Held(Intent intent, long position) {}

  private final long tableId;
  private final Set<TransactionId> sought;
  private final Set<TransactionId> taken = new HashSet<>();
  private final Map<ItemKey, Held> held = new HashMap<>();
  private Map<ItemKey, Held> heldFirst = Map.of();

  private TransactionCut(long tableId, Set<TransactionId> sought) {
    this.tableId = tableId;
    this.sought = sought;
  }

  /** Begins with what is held now; on the shard's loop. */
  public static TransactionCut of(Shard shard, long tableId) {
    TransactionCut cut = new TransactionCut(tableId, Set.of());
    IdRange range = IdRange.of(SystemTables.INTENTS.id());
    shard.scan(
        range.from(),
        Objects.requireNonNull(range.to()),
        true,
        (key, item) -> {
          cut.hold(key.clone(), item, 0);
          return true;
        });
    cut.heldFirst = Map.copyOf(cut.held);
    return cut;
  }

  /** Begins with what an earlier one held at its end. */
  public static TransactionCut of(long tableId, List<Mutation> held) {
    TransactionCut cut = new TransactionCut(tableId, Set.of());
    held.forEach(each -> cut.pass(0, each));
    cut.heldFirst = Map.copyOf(cut.held);
    return cut;
  }

  /**
   * One that begins where this one began, to be followed along the same log once more, and notes
   * which of some transactions take place.
   */
  public TransactionCut again(Set<TransactionId> sought) {
    TransactionCut cut = new TransactionCut(tableId, Set.copyOf(sought));
    cut.heldFirst = heldFirst;
    cut.held.putAll(heldFirst);
    return cut;
  }

  /** Takes the next write of the log, of whatever table. */
  public void pass(long position, Mutation write) {
    if (write.tableId() == SystemTables.INTENTS.id()) {
      byte[] image = write.newImage();
      if (image != null) {
        hold(write.key(), Item.ofBytes(image), position);
      } else {
        held.remove(heldKey(write.key()));
      }
    } else if (write.tableId() == tableId && write.has(Mutation.SETTLES)) {
      Held settled = held.remove(ItemKey.ofBytes(write.key()));
      if (settled != null && sought.contains(settled.intent.transaction())) {
        taken.add(settled.intent.transaction());
      }
    }
  }

  private void hold(byte[] key, Item item, long position) {
    if (heldKey(key).tableId() == tableId) {
      Intent intent = IntentItem.read(key, item);
      held.put(intent.key(), new Held(intent, position));
    }
  }

  private static ItemKey heldKey(byte[] intentKey) {
    AttributeValue key = ItemKey.ofBytes(intentKey).partitionKey();
    return ItemKey.ofBytes(((AttributeValue.B) key).value().array());
  }

  /** Whether all that is held was held at this position or later. */
  public boolean holdsSince(long position) {
    return held.values().stream().allMatch(each -> each.position >= position);
  }

  /** The transactions that hold something. */
  public Set<TransactionId> holders() {
    return held.values().stream()
        .map(each -> each.intent.transaction())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Of the transactions that are sought, those that were seen to take place. */
  public Set<TransactionId> taken() {
    return Set.copyOf(taken);
  }

  /** Whether anything is held. */
  public boolean holdsAny() {
    return !held.isEmpty();
  }

  /**
   * What is held for transactions that take place, as the writes that they will be.
   *
   * @param tookPlace by whatever shard's log
   * @param version that the writes are given
   */
  public List<Mutation> unwritten(Set<TransactionId> tookPlace, Version version) {
    List<Mutation> writes = new ArrayList<>();
    for (Held each : held.values()) {
      byte[] key = each.intent.key().bytes();
      if (tookPlace.contains(each.intent.transaction())) {
        switch (each.intent.effect()) {
          case Effect.Put(byte[] image) ->
              writes.add(new Mutation(key, version, image, null, 0, 0));
          case Effect.Delete _ -> writes.add(new Mutation(key, version, null, null, 0, 0));
          case Effect.Keep _ -> {}
        }
      }
    }
    return writes;
  }

  /** What is held, as the writes that hold it: for {@link #of(long, List)}. */
  public List<Mutation> holds(Version version) {
    List<Mutation> holds = new ArrayList<>();
    for (Held each : held.values()) {
      holds.add(
          new Mutation(
              SystemTables.intentOf(each.intent.key().bytes()).bytes(),
              version,
              IntentItem.of(each.intent).bytes(),
              null,
              0,
              0));
    }
    return holds;
  }
}
