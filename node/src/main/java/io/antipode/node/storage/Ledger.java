package io.antipode.node.storage;

import io.antipode.node.item.Bytes;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.view.IdRange;
import io.antipode.node.storage.view.SystemTables;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the transactions whose home a shard is. Their token names the home, so there is
 * one place to ask, before a crash and after.
 *
 * <pre>
 *   unknown ── begin ─▶ under way ── decide ─▶ takes place (an item, kept for ten minutes)
 *                           │
 *                           └── end, the end of this process, or asked for after long
 *                                               ─▶ unknown: it does not take place
 * </pre>
 *
 * <p>Only what is under way here can be decided, and that is not durable: so whoever has asked once
 * what becomes of a transaction that is not under way, and was told that it does not take place,
 * can rely on that. On the shard's loop.
 */
public final class Ledger {
  /** How long a token is remembered: DynamoDB's ten minutes. */
  public static final long REMEMBERED_MS = 600_000;

  /** Whoever works at a transaction for longer is taken for dead. */
  private static final long UNDER_WAY_NANOS = 30_000_000_000L;

  private static final int SWEPT_KEYS = 1_000;
  private static final long PASS_EVERY_MS = 30_000;
  private static final long NANOS_PER_MS = 1_000_000;
  private static final byte[] START = IdRange.bytes(SystemTables.LEDGER.id());
  private static final byte[] END =
      Objects.requireNonNull(IdRange.of(SystemTables.LEDGER.id()).to());

  private final ItemShard shard;
  private final TimeSource time;
  private final Map<Bytes, UnderWay> underWay = new HashMap<>();
  private byte[] sweptTo = START;

  /** Of what the pass under way has seen. */
  private long oldestMs = Long.MAX_VALUE;

  /** Before then a pass would find nothing, or not enough to be worth it. */
  private long nextPassNanos = Long.MIN_VALUE;

  private static final class UnderWay {
    final TransactionId transaction;
    final long sinceNanos;
    boolean deciding;

    UnderWay(TransactionId transaction, long sinceNanos) {
      this.transaction = transaction;
      this.sinceNanos = sinceNanos;
    }
  }

  /** How a transaction begins. */
  public sealed interface Beginning {
    /** It is under way. */
    record Begun() implements Beginning {}

    /** Another one of this token is under way. */
    record InProgress() implements Beginning {}

    /** One of this token has taken place, and asked the same. */
    record Repeated(LedgerItem entry) implements Beginning {}

    /** One of this token has taken place, and asked something else. */
    record Mismatch() implements Beginning {}
  }

  /** What becomes of a transaction. */
  public enum Fate {
    TAKES_PLACE,
    DOES_NOT,
    UNDECIDED
  }

  /** Hears of a decision. */
  public interface Decided {
    /**
     * @param takesPlace false where it is under way no more: it does not take place
     */
    void decided(boolean takesPlace);

    /** The shard refuses writes: nothing is decided, and it is under way still. */
    void refused(WriteRefusal refusal);

    /** It can't be known: the disk failed. */
    void unknown();
  }

  Ledger(ItemShard shard, TimeSource time) {
    this.shard = shard;
    this.time = time;
  }

  /** A transaction wants to begin. */
  public Beginning begin(Bytes token, TransactionId transaction, Bytes digest) {
    UnderWay other = underWay.get(token);
    if (other != null && !isLeft(other)) {
      return new Beginning.InProgress(); // Though it be decided: what it wrote may not stand yet.
    }
    LedgerItem entry = remembered(token);
    if (entry != null) {
      return entry.digest().equals(digest)
          ? new Beginning.Repeated(entry)
          : new Beginning.Mismatch();
    }
    underWay.put(token, new UnderWay(transaction, time.nanos()));
    return new Beginning.Begun();
  }

  /** What took place by a token of late; at most one is not forgotten yet. */
  private @Nullable LedgerItem remembered(Bytes token) {
    byte[] prefix = LedgerItem.prefixOf(token);
    @Nullable LedgerItem[] found = new @Nullable LedgerItem[1];
    shard.scan(
        prefix,
        END,
        true,
        (key, item) -> {
          LedgerItem entry = LedgerItem.of(item);
          boolean mine = Arrays.mismatch(prefix, key) == prefix.length;
          found[0] = mine && !isForgotten(entry) ? entry : found[0];
          return mine && found[0] == null;
        });
    return found[0];
  }

  /** Whether somebody has worked at it for so long that he is taken for dead. */
  private boolean isLeft(UnderWay each) {
    return !each.deciding && time.nanos() - each.sinceNanos >= UNDER_WAY_NANOS;
  }

  private boolean isForgotten(LedgerItem entry) {
    return time.epochMs() - entry.atMs() >= REMEMBERED_MS;
  }

  /** All that a transaction needs is held: it takes place, from when this is in the log. */
  public void decide(
      Bytes token,
      TransactionId transaction,
      Bytes digest,
      Map<String, Long> readUnits,
      Decided callback) {
    UnderWay mine = underWay.get(token);
    if (mine == null || !mine.transaction.equals(transaction)) {
      callback.decided(false);
      return;
    }
    mine.deciding = true;
    LedgerItem entry = new LedgerItem(transaction, digest, time.epochMs(), readUnits);
    try {
      shard.write(
          LedgerItem.keyOf(token, transaction),
          current -> new Decision.Put(entry.item()),
          new Deciding(mine, callback));
    } catch (RuntimeException | Error failure) {
      mine.deciding = false;
      throw failure;
    }
  }

  private record Deciding(UnderWay mine, Decided then) implements WriteCallback {
    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      mine.deciding = false;
      then.decided(true);
    }

    @Override
    public void refused(WriteRefusal refusal) {
      mine.deciding = false;
      then.refused(refusal);
    }

    @Override
    public void unknown() {
      then.unknown();
    }
  }

  /** Nobody works at a transaction any more. */
  public void end(Bytes token, TransactionId transaction) {
    UnderWay mine = underWay.get(token);
    if (mine != null && mine.transaction.equals(transaction)) {
      underWay.remove(token);
    }
  }

  /** What becomes of a transaction: who is told once that it does not take place can rely on it. */
  public Fate fate(Bytes token, TransactionId transaction) {
    if (shard.get(LedgerItem.keyOf(token, transaction)) != null) {
      return Fate.TAKES_PLACE;
    }
    UnderWay mine = underWay.get(token);
    if (mine == null || !mine.transaction.equals(transaction)) {
      return Fate.DOES_NOT;
    }
    if (!isLeft(mine)) {
      return Fate.UNDECIDED;
    }
    underWay.remove(token);
    return Fate.DOES_NOT;
  }

  /**
   * Some entries whose tokens are forgotten, by their keys; goes on where the last call ended. Only
   * where no shard holds anything for them any more may they go: they alone say that it takes
   * place.
   */
  public Map<ItemKey, TransactionId> forgotten() {
    Map<ItemKey, TransactionId> forgotten = new HashMap<>();
    if (time.nanos() < nextPassNanos) {
      return forgotten;
    }
    int[] seen = new int[1];
    byte[] from = sweptTo;
    sweptTo = START;
    shard.scan(
        from,
        END,
        true,
        (key, item) -> {
          if (++seen[0] > SWEPT_KEYS) {
            sweptTo = key.clone();
            return false;
          }
          LedgerItem entry = LedgerItem.of(item);
          if (!isForgotten(entry)) {
            oldestMs = Math.min(oldestMs, entry.atMs());
          } else {
            forgotten.put(ItemKey.ofBytes(key.clone()), entry.transaction());
          }
          return true;
        });
    if (seen[0] <= SWEPT_KEYS) {
      long ageMs = oldestMs == Long.MAX_VALUE ? 0 : time.epochMs() - oldestMs;
      long waitMs = Math.clamp(REMEMBERED_MS - ageMs, PASS_EVERY_MS, REMEMBERED_MS);
      nextPassNanos = time.nanos() + waitMs * NANOS_PER_MS;
      oldestMs = Long.MAX_VALUE;
    }
    return forgotten;
  }

  /** Removes an entry; where it is refused now, it is found again. */
  public void remove(ItemKey key) {
    shard.write(key, current -> Decision.Delete.INSTANCE, Removed.INSTANCE);
  }

  private enum Removed implements WriteCallback {
    INSTANCE;

    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {}

    @Override
    public void refused(WriteRefusal refusal) {}

    @Override
    public void unknown() {}
  }
}
