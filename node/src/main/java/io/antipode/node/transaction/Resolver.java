package io.antipode.node.transaction;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.AskFate;
import io.antipode.node.action.AskHeld;
import io.antipode.node.action.SettleItems;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.item.Bytes;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.Intent;
import io.antipode.node.storage.Ledger;
import io.antipode.node.storage.Ledger.Fate;
import io.antipode.node.storage.LedgerItem;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.loop.EventLoop;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what coordinators left open. What a shard holds since an earlier run, or for long, is asked
 * for at the home of its transaction, and done or let go as that says; and forgets what the ledger
 * need not remember. On the loop of its shard.
 */
public final class Resolver {
  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
  private static final long ROUND_MS = 1_000;

  /** Coordinators that are alive take less. */
  private static final long LONG_NANOS = 5_000_000_000L;

  private final ShardAccess shards;
  private final Shard shard;
  private final EventLoop loop;
  private final TimeSource time;

  /** What was said of transactions that are open still, which a full disk may leave for hours. */
  private final Set<TransactionId> told = new HashSet<>();

  private record Open(TransactionId transaction, Bytes token) {}

  private Resolver(ShardAccess shards, Shard shard, EventLoop loop, TimeSource time) {
    this.shards = shards;
    this.shard = shard;
    this.loop = loop;
    this.time = time;
  }

  /** Looks after a shard as long as its loop runs; any thread. */
  public static void start(ShardAccess shards, Shard shard, EventLoop loop, TimeSource time) {
    loop.execute(new Resolver(shards, shard, loop, time)::round);
  }

  private void round() {
    loop.schedule(ROUND_MS, this::round);
    if (shard.isServing()) {
      List<Intent> left = shard.transactions().heldSince(time.nanos() - LONG_NANOS);
      Map<Open, List<ItemKey>> open =
          left.stream()
              .collect(
                  Collectors.groupingBy(
                      intent -> new Open(intent.transaction(), intent.token()),
                      LinkedHashMap::new,
                      Collectors.mapping(Intent::key, Collectors.toList())));
      told.retainAll(open.keySet().stream().map(Open::transaction).toList());
      open.forEach(this::resolve);
      sweep(shard.transactions().ledger());
    }
  }

  private void resolve(Open open, List<ItemKey> keys) {
    ShardId home = shards.shardOf(LedgerItem.keyOf(open.token, open.transaction));
    shards.send(
        home,
        new AskFate(open.token, open.transaction),
        new Answer<>() {
          @Override
          public void succeed(Fate fate) {
            if (fate != Fate.UNDECIDED) {
              loop.run(() -> settle(open.transaction, keys, fate == Fate.TAKES_PLACE));
            }
          }

          @Override
          public void fail(Throwable failure) {
            LOG.warn("{}: {} can't be asked for: {}", shard.id(), open, failure.toString());
          }
        });
  }

  /** Forgets what the ledger need not remember, unless some shard holds something for it still. */
  private void sweep(Ledger ledger) {
    Map<ItemKey, TransactionId> forgotten = ledger.forgotten();
    if (forgotten.isEmpty()) {
      return;
    }
    AskHeld question = new AskHeld(Set.copyOf(forgotten.values()));
    SortedMap<ShardId, AskHeld> messages = new TreeMap<>();
    for (int number = 0; number < shards.shardCount(); number++) {
      messages.put(new ShardId(number), question);
    }
    Round.<Set<TransactionId>>ask(
        shards, messages, ended -> loop.execute(() -> forget(ledger, forgotten, ended)));
  }

  private static void forget(
      Ledger ledger, Map<ItemKey, TransactionId> forgotten, Round.Ended<Set<TransactionId>> ended) {
    if (ended.failure() != null) {
      return;
    }
    Set<TransactionId> held = new HashSet<>();
    ended.results().values().forEach(held::addAll);
    forgotten.forEach(
        (key, transaction) -> {
          if (!held.contains(transaction)) {
            ledger.remove(key);
          }
        });
  }

  private void settle(TransactionId transaction, List<ItemKey> keys, boolean takesPlace) {
    if (told.add(transaction)) {
      LOG.info(
          "{}: transaction {} was left open, and {} place: {} items",
          shard.id(),
          transaction,
          takesPlace ? "takes" : "does not take",
          keys.size());
    }
    shards.send(
        shard.id(),
        new SettleItems(transaction, keys, takesPlace),
        new Answer<>() {
          @Override
          public void succeed(List<SettleItems.Result> results) {}

          @Override
          public void fail(Throwable failure) {
            LOG.warn("{}: {} is open still: {}", shard.id(), transaction, failure.toString());
          }
        });
  }
}
