package io.antipode.node.storage;

import io.antipode.cluster.topology.Region;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.Decider;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.view.LogApplier;
import io.antipode.node.storage.view.ShardState;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.node.storage.view.TableInfo;
import io.antipode.node.storage.view.TableState;
import io.antipode.node.storage.view.Tables;
import io.antipode.replication.clock.HybridLogicalClock;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.FatalDisk;
import io.antipode.replication.log.CommitPath;
import io.antipode.replication.log.LogRecord;
import io.antipode.replication.memory.MemoryAccount;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.memory.MemoryUse;
import io.antipode.replication.merge.ConflictRecord;
import io.antipode.replication.merge.Knowledge;
import io.antipode.replication.merge.LastWriterWins;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is written under each key: clients' writes on the newest state, other regions' by
 * merging. What is in flight is seen by later decisions, never by reads. On the shard's loop.
 */
final class ItemWrites {
  private final Region self;
  private final TimeSource time;
  private final HybridLogicalClock clock;
  private final CommitPath commitPath;
  private final ShardViews views;
  private final Tables tables;
  private final LogApplier applier;
  private final ShardState state;
  private final FatalDisk fatal;
  private final Committed committed;
  private final ConflictRing conflicts;
  private final MemoryAccount held;

  /** The newest mutation in flight of each key that has one. */
  private final Map<ItemKey, InFlight> inFlight = new HashMap<>();

  private Knowledge peers = (holder, origin) -> 0;
  private final Knowledge knowledge = this::appliedBy;

  /** Hears of each write that is in the log for good and in the views. */
  interface Committed {
    void committed(long position, LogRecord.Write write);
  }

  ItemWrites(
      Region self,
      TimeSource time,
      MemoryBudget memory,
      HybridLogicalClock clock,
      CommitPath commitPath,
      ShardViews views,
      LogApplier applier,
      ShardState state,
      FatalDisk fatal,
      Committed committed) {
    this.self = self;
    this.time = time;
    this.clock = clock;
    this.commitPath = commitPath;
    this.views = views;
    this.tables = views.tables;
    this.applier = applier;
    this.state = state;
    this.fatal = fatal;
    this.committed = committed;
    this.held = new MemoryAccount(memory.share(MemoryUse.WRITES));
    this.conflicts =
        new ConflictRing(memory.shardPart(MemoryUse.CONFLICTS, 0, ConflictRing.MAX_IMAGE_BYTES));
  }

  /**
   * Decides and commits a client's write.
   *
   * @param growth why anything but a deletion is refused; null where it is not
   */
  void write(
      TableState table,
      ItemKey key,
      Decider decider,
      WriteCallback callback,
      @Nullable WriteRefusal growth) {
    InFlight ahead = inFlight.get(key);
    StoredItem standing = ahead != null ? ahead.next : views.store.get(key.bytes());
    Item current = StoredItem.itemOf(standing);
    switch (decider.decide(current)) {
      case Decision.Put(Item item) -> {
        if (growth == null) {
          commitOwn(table, key, standing, item.bytes(), 0, callback);
        } else {
          callback.refused(growth);
        }
      }
      case Decision.Delete _ -> delete(table, key, standing, 0, ahead != null, callback);
      case Decision.Expire _ ->
          delete(table, key, standing, Mutation.EXPIRED, ahead != null, callback);
      case Decision.Nothing _ -> writeNothing(current, ahead != null, callback);
    }
  }

  private void delete(
      TableState table,
      ItemKey key,
      @Nullable StoredItem standing,
      int flags,
      boolean restsOnInFlight,
      WriteCallback callback) {
    if (standing == null || standing.isTombstone()) {
      writeNothing(null, restsOnInFlight, callback);
    } else {
      commitOwn(table, key, standing, null, flags, callback);
    }
  }

  /** An answer that rests on an uncommitted write must not be given before that is committed. */
  private void writeNothing(
      @Nullable Item current, boolean restsOnInFlight, WriteCallback callback) {
    if (restsOnInFlight) {
      commitPath.afterCommit(() -> callback.committed(null, current, current));
    } else {
      callback.committed(null, current, current);
    }
  }

  private void commitOwn(
      TableState table,
      ItemKey key,
      @Nullable StoredItem standing,
      byte @Nullable [] image,
      int flags,
      WriteCallback callback) {
    long hlc = clock.tick(standing == null ? 0 : standing.version().hlc() + 1);
    commit(table, key, standing, new Version(hlc, self), image, flags, callback);
  }

  private void commit(
      TableState table,
      ItemKey key,
      @Nullable StoredItem standing,
      Version version,
      byte @Nullable [] image,
      int writeFlags,
      @Nullable WriteCallback callback) {
    assert standing == null || version.beats(standing.version()) : "a write that loses";
    byte[] before = standing == null ? null : standing.image();
    int flags = writeFlags;
    if (before != null) {
      flags |= Mutation.HAD_OLD;
      flags |= Arrays.equals(before, image) ? Mutation.UNCHANGED : 0;
    } else if (image == null) {
      flags |= Mutation.UNCHANGED;
    }
    TableInfo info = table.info;
    byte[] oldImage = info.streamShowsOld() ? before : null;
    Mutation mutation =
        new Mutation(key.bytes(), version, image, oldImage, info.streamEpochMs(), flags);
    long readAt = inFlight.containsKey(key) ? InFlight.NOT_READ : views.changesAside();
    InFlight write = new InFlight(this, table, key, mutation, standing, readAt, callback);
    inFlight.put(key, write);
    held.add(write.heldBytes());
    commitPath.commit(write.record, write);
  }

  /**
   * Commits what a transaction held an item for, and that it is held no more.
   *
   * @param image null for a deletion
   * @return false where there is nothing to delete
   */
  boolean settle(TableState table, ItemKey key, byte @Nullable [] image, WriteCallback callback) {
    StoredItem standing = newest(key);
    if (image == null && (standing == null || standing.isTombstone())) {
      return false;
    }
    commitOwn(table, key, standing, image, Mutation.SETTLES, callback);
    return true;
  }

  /** What stands under a key for whoever decides next. */
  @Nullable StoredItem newest(ItemKey key) {
    InFlight ahead = inFlight.get(key);
    return ahead != null ? ahead.next : views.store.get(key.bytes());
  }

  /** Calls back once what stands under a key is committed; at once where it is. */
  void afterNewest(ItemKey key, Runnable then) {
    if (isInFlight(key)) {
      commitPath.afterCommit(then);
    } else {
      then.run();
    }
  }

  /** Calls back once everything given before is committed. */
  void afterCommit(Runnable then) {
    commitPath.afterCommit(then);
  }

  /** A mutation is in the log for good. */
  void committed(InFlight write, long position) {
    Mutation mutation = write.record.mutation();
    applyToViews(write);
    inFlight.remove(write.key, write);
    held.add(-write.heldBytes());
    committed.committed(position, write.record);
    WriteCallback callback = write.callback;
    if (callback != null) {
      callback.committed(
          mutation.version(), StoredItem.itemOf(write.prior), StoredItem.itemOf(write.next));
    }
  }

  /**
   * A view that can't take what is in the log is no view of it any more, and whoever waits for this
   * write or for those behind it would wait for ever: the node stops, and rebuilds its views.
   */
  private void applyToViews(InFlight write) {
    Mutation mutation = write.record.mutation();
    TableState table = write.table;
    try {
      if (tables.get(table.info.id()) == table) {
        applier.applyWrite(table, mutation, heldNow(write));
      } else {
        applier.passOver(mutation);
      }
    } catch (RuntimeException | VirtualMachineError | LinkageError failure) {
      fatal.failed(new IllegalStateException("the views are out of step with the log", failure));
      throw failure;
    }
  }

  /**
   * What the views hold under a write's key as it is applied: what it was decided on, where that
   * was read from them and can't have changed since; else it is read again.
   */
  private @Nullable StoredItem heldNow(InFlight write) {
    return write.readAt == views.changesAside()
        ? write.prior
        : views.store.get(write.record.mutation().key());
  }

  /** It can't be known whether a mutation is in the log: whoever waits for it is told so. */
  void unknown(InFlight write) {
    WriteCallback callback = write.callback;
    if (callback != null) {
      callback.unknown();
    }
  }

  /** Merges a mutation of a table that has replicas here. */
  ApplyOutcome apply(TableState table, Mutation mutation) {
    if (!clock.observe(mutation.version().hlc())) {
      return ApplyOutcome.FROM_THE_FUTURE;
    }
    ItemKey key = ItemKey.ofBytes(mutation.key());
    InFlight ahead = inFlight.get(key);
    StoredItem standing = ahead != null ? ahead.next : views.store.get(mutation.key());
    Version standingVersion = standing == null ? null : standing.version();
    LastWriterWins.Outcome outcome =
        LastWriterWins.decide(standingVersion, mutation.version(), knowledge);
    if (standing != null && outcome.conflict()) {
      recordConflict(standing, mutation, outcome.applies());
    }
    return switch (outcome) {
      case APPLY, APPLY_IN_CONFLICT -> {
        int flags = mutation.flags() & (Mutation.EXPIRED | Mutation.OUT_OF_ORDER);
        commit(table, key, standing, mutation.version(), mutation.newImage(), flags, null);
        yield ApplyOutcome.APPLIED;
      }
      case DUPLICATE -> ApplyOutcome.DUPLICATE;
      case SUPERSEDED, SUPERSEDED_IN_CONFLICT -> ApplyOutcome.SUPERSEDED;
    };
  }

  private void recordConflict(StoredItem standing, Mutation incoming, boolean incomingWins) {
    Version winner = incomingWins ? incoming.version() : standing.version();
    Version loser = incomingWins ? standing.version() : incoming.version();
    byte[] loserImage = incomingWins ? standing.image() : incoming.newImage();
    conflicts.add(new ConflictRecord(incoming.key(), winner, loser, loserImage, time.epochMs()));
  }

  private long appliedBy(Region holder, Region origin) {
    return holder.equals(self) ? state.watermark(origin) : peers.appliedBy(holder, origin);
  }

  void useKnowledge(Knowledge newPeers) {
    peers = newPeers;
  }

  /** Nothing is in flight, nor will be. */
  void close() {
    held.close();
  }

  boolean isInFlight(ItemKey key) {
    return inFlight.containsKey(key);
  }

  ConflictRing conflicts() {
    return conflicts;
  }
}
