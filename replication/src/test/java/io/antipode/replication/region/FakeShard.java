package io.antipode.replication.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.log.Standing;
import io.antipode.replication.merge.Knowledge;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.mutation.MutationCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shard in memory: what {@link ReplicatedShard} promises, and nothing more. */
final class FakeShard implements ReplicatedShard {
  static final int DRIFT_BOUND_MS = 500;

  private final ShardId id;
  private final Region self;
  private final LongSupplier nowMs;
  private final Supplier<CatalogView> catalog;
  private final TreeMap<byte[], Mutation> view = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<Region, Long> watermarks = new TreeMap<>();
  private final List<Mutation> ownLog = new ArrayList<>();
  private long clock;
  private long presentMs;
  private long bornAbove;
  private long logStart;
  private World.@Nullable Loop loop;
  private @Nullable Runnable onCommitted;
  private @Nullable List<Runnable> stalled;

  Standing standing = Standing.CURRENT;
  long floor;
  long reached;
  int futures;

  FakeShard(ShardId id, Region self, LongSupplier nowMs, Supplier<CatalogView> catalog) {
    this.id = id;
    this.self = self;
    this.nowMs = nowMs;
    this.catalog = catalog;
  }

  /** Its process found nothing on the disk. */
  FakeShard begun() {
    bornAbove = tick(0);
    return this;
  }

  /** A new process opens the shard. */
  void open(World.Loop newLoop) {
    bornAbove = loop == null ? bornAbove : 0;
    loop = newLoop;
    onCommitted = null;
  }

  private World.Loop loop() {
    if (loop == null) {
      throw new IllegalStateException();
    }
    return loop;
  }

  private long tick(long above) {
    clock = Math.max(Math.max(clock, above) + 1, Version.atMs(nowMs.getAsLong()));
    return clock;
  }

  /** A client's write; null deletes. */
  Version write(byte[] key, byte @Nullable [] image) {
    Mutation current = view.get(key);
    Version version = new Version(tick(current == null ? 0 : current.version().hlc()), self);
    Mutation mutation = new Mutation(key, version, image, null, 0, 0);
    view.put(key, mutation);
    ownLog.add(mutation);
    watermarks.put(self, version.hlc());
    if (onCommitted != null) {
      loop().execute(onCommitted);
    }
    return version;
  }

  @Nullable Mutation find(byte[] key) {
    return view.get(key);
  }

  /** Forgets an item as if by damage. */
  void damage(byte[] key) {
    view.remove(key);
  }

  /** The table was deleted here. */
  void wipe(long tableId) {
    view.values().removeIf(item -> item.tableId() == tableId);
  }

  /** The log keeps nothing of what was written so far. */
  void truncateLog() {
    logStart = watermark(self);
    ownLog.clear();
  }

  long tombstones() {
    return view.values().stream().filter(Mutation::isTombstone).count();
  }

  /** What clients can see, for comparisons: keys, versions and images in order. */
  List<String> contents(long tableId) {
    return view.values().stream()
        .filter(m -> m.tableId() == tableId && !m.isTombstone())
        .map(m -> Arrays.toString(m.key()) + m.version() + Arrays.toString(m.newImage()))
        .toList();
  }

  @Override
  public ShardId id() {
    return id;
  }

  @Override
  public Region region() {
    return self;
  }

  @Override
  public long watermark(Region origin) {
    return watermarks.getOrDefault(origin, 0L);
  }

  @Override
  public void advanceWatermark(Region origin, long hlc) {
    watermarks.merge(origin, hlc, Math::max);
  }

  @Override
  public void restartWatermark(Region origin, long hlc) {
    watermarks.put(origin, hlc);
  }

  private long horizon() {
    presentMs = Math.max(presentMs, nowMs.getAsLong());
    return Version.atMs(presentMs + DRIFT_BOUND_MS + 1) - 1;
  }

  @Override
  public ClockReading readClock() {
    return new ClockReading(horizon(), clock, bornAbove);
  }

  @Override
  public long closedTime() {
    return tick(0);
  }

  @Override
  public void useKnowledge(Knowledge knowledge) {}

  @Override
  public OwnRead readOwn(long afterHlc, int maxBytes, OwnVisitor visitor) {
    if (afterHlc < logStart) {
      return new OwnRead(afterHlc, false, true);
    }
    int bytes = 0;
    for (Mutation mutation : ownLog) {
      if (mutation.version().hlc() <= afterHlc) {
        continue;
      }
      if (bytes >= maxBytes) {
        return new OwnRead(previous(mutation, afterHlc), false, false);
      }
      visitor.visit(mutation);
      bytes += MutationCodec.shippedSizeOf(mutation);
    }
    return new OwnRead(Math.max(afterHlc, watermark(self)), true, false);
  }

  private long previous(Mutation mutation, long afterHlc) {
    int at = ownLog.indexOf(mutation);
    return at == 0 ? afterHlc : ownLog.get(at - 1).version().hlc();
  }

  @Override
  public ApplyOutcome apply(Mutation mutation) {
    TableDescriptor table = catalog.get().byId(mutation.tableId());
    if (table == null) {
      return ApplyOutcome.UNKNOWN_TABLE;
    }
    if (!table.replicatesTo(self)) {
      return ApplyOutcome.NOT_A_REPLICA;
    }
    if (mutation.version().hlc() > horizon()) {
      futures++;
      return ApplyOutcome.FROM_THE_FUTURE;
    }
    clock = Math.max(clock, mutation.version().hlc());
    Mutation current = view.get(mutation.key());
    int order = current == null ? 1 : mutation.version().compareTo(current.version());
    if (order > 0) {
      view.put(mutation.key(), mutation);
      if (!mutation.has(Mutation.OUT_OF_ORDER)) {
        Version version = mutation.version();
        afterCommit(() -> watermarks.merge(version.region(), version.hlc(), Math::max));
      }
    }
    return order > 0
        ? ApplyOutcome.APPLIED
        : order == 0 ? ApplyOutcome.DUPLICATE : ApplyOutcome.SUPERSEDED;
  }

  @Override
  public void afterCommit(Runnable then) {
    if (stalled == null) {
      loop().schedule(1, then);
    } else {
      stalled.add(then);
    }
  }

  /** Nothing is committed until {@link #resume}. */
  void stall() {
    stalled = new ArrayList<>();
  }

  void resume() {
    List<Runnable> waiting = stalled == null ? List.of() : stalled;
    stalled = null;
    waiting.forEach(loop()::execute);
  }

  @Override
  public void onCommitted(String name, Runnable listener) {
    onCommitted = listener;
  }

  @Override
  public byte @Nullable [] snapshot(
      long tableId, byte @Nullable [] afterKey, int maxBytes, OwnVisitor visitor) {
    int bytes = 0;
    for (Mutation mutation : (afterKey == null ? view : view.tailMap(afterKey, false)).values()) {
      if (mutation.tableId() != tableId) {
        continue;
      }
      visitor.visit(outOfOrder(mutation));
      bytes += MutationCodec.shippedSizeOf(mutation);
      if (bytes >= maxBytes) {
        return mutation.key();
      }
    }
    return null;
  }

  private static Mutation outOfOrder(Mutation mutation) {
    return new Mutation(
        mutation.key(),
        mutation.version(),
        mutation.newImage(),
        mutation.oldImage(),
        mutation.streamEpochMs(),
        mutation.flags() | Mutation.OUT_OF_ORDER);
  }

  @Override
  public Digest digest(long tableId) {
    long items = 0;
    long hash = 0;
    for (String item : contents(tableId)) {
      items++;
      hash += item.hashCode() * 0x9e37_79b9_7f4a_7c15L;
    }
    return new Digest(items, hash);
  }

  @Override
  public void collectTombstones(long tableId, long belowHlc) {
    for (Mutation each : List.copyOf(view.values())) {
      if (each.tableId() == tableId && each.isTombstone() && each.version().hlc() < belowHlc) {
        view.remove(each.key());
        raiseTombstoneFloor(each.version().hlc() + 1);
      }
    }
  }

  @Override
  public long tombstoneFloor() {
    return floor;
  }

  @Override
  public void raiseTombstoneFloor(long hlc) {
    floor = Math.max(floor, hlc);
  }

  @Override
  public boolean holds(byte[] key) {
    return view.containsKey(key);
  }

  @Override
  public void peersReached(long hlc) {
    reached = hlc;
  }

  @Override
  public Standing standing() {
    return standing;
  }

  @Override
  public void setStanding(Standing newStanding) {
    standing = newStanding;
  }
}
