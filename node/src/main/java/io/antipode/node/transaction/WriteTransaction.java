package io.antipode.node.transaction;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.action.Answer;
import io.antipode.node.action.BeginTransaction;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.DecideTransaction;
import io.antipode.node.action.EndTransaction;
import io.antipode.node.action.HoldItems;
import io.antipode.node.action.HoldResult;
import io.antipode.node.action.ItemAction;
import io.antipode.node.action.Refused;
import io.antipode.node.action.SettleItems;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.action.Units;
import io.antipode.node.item.Bytes;
import io.antipode.node.storage.Ledger.Beginning;
import io.antipode.node.storage.LedgerItem;
import io.antipode.node.storage.OutcomeUnknownException;
import io.antipode.node.storage.TransactionId;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of one transaction that writes. The package's drawing shows its way; each step
 * runs where the last answer to the one before came. Answered once, by a {@link WriteOutcome}, or
 * with a failure: a refusal where nothing was done, {@link OutcomeUnknownException} where it can't
 * be known.
 */
public final class WriteTransaction {
  private final ShardAccess shards;
  private final TransactionId id;
  private final Bytes token;
  private final Bytes digest;
  private final List<ItemAction> actions;
  private final Answer<WriteOutcome> answer;
  private final ShardId home;

  /** Where the actions of each shard stand among all. */
  private final SortedMap<ShardId, List<Integer>> places = new TreeMap<>();

  private WriteTransaction(
      ShardAccess shards,
      TransactionId id,
      Bytes token,
      Bytes digest,
      List<ItemAction> actions,
      Answer<WriteOutcome> answer) {
    this.shards = shards;
    this.id = id;
    this.token = token;
    this.digest = digest;
    this.actions = actions;
    this.answer = answer;
    this.home = shards.shardOf(LedgerItem.keyOf(token, id));
    for (int i = 0; i < actions.size(); i++) {
      ShardId shard = shards.shardOf(actions.get(i).key());
      places.computeIfAbsent(shard, none -> new ArrayList<>()).add(i);
    }
  }

  /**
   * Runs a transaction.
   *
   * @param id random, of this attempt
   * @param token by which a client names what is to take place once
   * @param digest of what is asked: the same for the same
   * @param actions at least one, on different items
   */
  public static void run(
      ShardAccess shards,
      TransactionId id,
      Bytes token,
      Bytes digest,
      List<ItemAction> actions,
      Answer<WriteOutcome> answer) {
    new WriteTransaction(shards, id, token, digest, actions, answer).begin();
  }

  private void begin() {
    shards.send(
        home,
        new BeginTransaction(token, id, digest),
        new Step<>() {
          @Override
          void take(BeginTransaction.Result result) {
            switch (result) {
              case BeginTransaction.Answered(Beginning beginning) -> begun(beginning);
              case Refused refused -> refuse(refused);
            }
          }
        });
  }

  private void begun(Beginning beginning) {
    switch (beginning) {
      case Beginning.Begun _ -> hold();
      case Beginning.InProgress _ -> answer.succeed(new WriteOutcome.InProgress());
      case Beginning.Mismatch _ -> answer.succeed(new WriteOutcome.Mismatch());
      case Beginning.Repeated(LedgerItem entry) -> repeat(entry);
    }
  }

  /**
   * It took place, but not everywhere perhaps, if its coordinator died: it does before it is said.
   */
  private void repeat(LedgerItem entry) {
    Round.<List<SettleItems.Result>>ask(
        shards,
        settling(entry.transaction(), true),
        ended ->
            answer.guard(
                () -> {
                  boolean stands =
                      ended.failure() == null
                          && ended.results().values().stream()
                              .flatMap(List::stream)
                              .noneMatch(Refused.class::isInstance);
                  if (stands) {
                    answer.succeed(new WriteOutcome.Repeated(entry.readUnits()));
                  } else {
                    answer.fail(new OutcomeUnknownException());
                  }
                }));
  }

  /** The messages that settle a transaction with these actions, on all of its shards. */
  private SortedMap<ShardId, SettleItems> settling(TransactionId transaction, boolean takesPlace) {
    SortedMap<ShardId, SettleItems> messages = new TreeMap<>();
    places.forEach(
        (shard, mine) ->
            messages.put(
                shard,
                new SettleItems(
                    transaction,
                    mine.stream().map(at -> actions.get(at).key()).toList(),
                    takesPlace)));
    return messages;
  }

  private void hold() {
    SortedMap<ShardId, HoldItems> messages = new TreeMap<>();
    places.forEach(
        (shard, mine) ->
            messages.put(
                shard, new HoldItems(id, token, mine.stream().map(actions::get).toList())));
    Round.<List<HoldResult>>ask(shards, messages, ended -> answer.guard(() -> held(ended)));
  }

  private void held(Round.Ended<List<HoldResult>> ended) {
    @Nullable HoldResult[] results = new @Nullable HoldResult[actions.size()];
    ended
        .results()
        .forEach(
            (shard, mine) -> {
              List<Integer> at = Objects.requireNonNull(places.get(shard));
              for (int i = 0; i < mine.size(); i++) {
                results[at.get(i)] = mine.get(i);
              }
            });
    Throwable failure = ended.failure();
    if (failure != null) {
      // Some shard does not say what it holds: nothing is decided, so all may be let go.
      end();
      Round.<List<SettleItems.Result>>ask(
          shards, settling(id, false), done -> answer.fail(failure));
      return;
    }
    List<HoldResult> all = new ArrayList<>(results.length);
    for (HoldResult result : results) {
      all.add(Objects.requireNonNull(result));
    }
    judge(all);
  }

  private void judge(List<HoldResult> results) {
    long bytes = 0;
    boolean tooLarge = false;
    boolean agreed = true;
    Refused refusal = null;
    for (HoldResult result : results) {
      switch (result) {
        case HoldResult.Held held -> bytes += held.bytes();
        case HoldResult.TooLarge _ -> tooLarge = true;
        case Refused refused -> refusal = refused;
        case HoldResult.ConditionFailed _, HoldResult.Invalid _, HoldResult.Conflict _ ->
            agreed = false;
      }
    }
    long sum = bytes;
    if (refusal != null) {
      Refused why = refusal;
      letGo(results, () -> answer.fail(new RefusedException(why)));
    } else if (!agreed) {
      letGo(results, () -> answer.succeed(new WriteOutcome.Cancelled(results)));
    } else if (tooLarge || sum > HoldItems.MAX_BYTES) {
      letGo(results, () -> answer.succeed(new WriteOutcome.TooLarge(sum)));
    } else {
      decide(results);
    }
  }

  /** Lets go of what is held, and only then answers: who asks again finds it free. */
  private void letGo(List<HoldResult> results, Runnable then) {
    SortedMap<ShardId, SettleItems> messages = new TreeMap<>();
    places.forEach(
        (shard, mine) -> {
          List<Integer> held =
              mine.stream().filter(at -> results.get(at) instanceof HoldResult.Held).toList();
          if (!held.isEmpty()) {
            messages.put(
                shard,
                new SettleItems(
                    id, held.stream().map(at -> actions.get(at).key()).toList(), false));
          }
        });
    end();
    if (messages.isEmpty()) {
      then.run();
    } else {
      Round.<List<SettleItems.Result>>ask(shards, messages, ended -> answer.guard(then));
    }
  }

  private void decide(List<HoldResult> results) {
    shards.send(
        home,
        new DecideTransaction(token, id, digest, readUnits(results)),
        new Step<>() {
          @Override
          void take(DecideTransaction.Result result) {
            switch (result) {
              case DecideTransaction.Made(boolean takesPlace) when takesPlace -> settle(results);
              case DecideTransaction.Made _ ->
                  letGo(results, () -> answer.succeed(WriteTransaction.this.lost()));
              case Refused refused ->
                  letGo(results, () -> answer.fail(new RefusedException(refused)));
            }
          }
        });
  }

  /** It took so long that others have let go of what was held. */
  private WriteOutcome lost() {
    List<HoldResult> reasons = new ArrayList<>();
    actions.forEach(action -> reasons.add(new HoldResult.Conflict()));
    return new WriteOutcome.Cancelled(reasons);
  }

  private Map<String, Long> readUnits(List<HoldResult> results) {
    Map<String, Long> units = new TreeMap<>();
    for (int i = 0; i < results.size(); i++) {
      int bytes = results.get(i) instanceof HoldResult.Held held ? held.bytes() : 0;
      String table = actions.get(i).table().table().name();
      units.merge(table, 2 * (long) Units.read(bytes, true), Long::sum);
    }
    return units;
  }

  private void settle(List<HoldResult> results) {
    Round.<List<SettleItems.Result>>ask(
        shards, settling(id, true), ended -> answer.guard(() -> settled(ended, results)));
  }

  private void settled(Round.Ended<List<SettleItems.Result>> ended, List<HoldResult> results) {
    end();
    Version newest = null;
    for (List<SettleItems.Result> mine : ended.results().values()) {
      for (SettleItems.Result result : mine) {
        switch (result) {
          case SettleItems.Settled(Version version) ->
              newest =
                  version != null && (newest == null || version.beats(newest)) ? version : newest;
          case Refused _ -> {
            // It takes place, since it is decided; but not before the shard takes writes again.
            answer.fail(new OutcomeUnknownException());
            return;
          }
        }
      }
    }
    if (ended.failure() != null) {
      answer.fail(ended.failure());
      return;
    }
    List<CapacityUse> uses = new ArrayList<>();
    for (HoldResult result : results) {
      uses.add(((HoldResult.Held) result).use());
    }
    answer.succeed(new WriteOutcome.Committed(uses, newest));
  }

  private void end() {
    shards.send(home, new EndTransaction(token, id), Unheard.INSTANCE);
  }

  private void refuse(Refused refused) {
    answer.fail(new RefusedException(refused));
  }

  /** An answer that fails the whole where it fails. */
  private abstract class Step<R> implements Answer<R> {
    abstract void take(R result);

    @Override
    public void succeed(R result) {
      answer.guard(() -> take(result));
    }

    @Override
    public void fail(Throwable failure) {
      end();
      answer.fail(failure);
    }
  }

  private enum Unheard implements Answer<Boolean> {
    INSTANCE;

    @Override
    public void succeed(Boolean result) {}

    @Override
    public void fail(Throwable failure) {}
  }
}
