package io.antipode.replication.region;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.link.Links;
import io.antipode.replication.loop.EventLoop;
import io.antipode.replication.tombstone.WatermarkMatrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One region's side of replication: hands what the links bring to the shards' loops, and carries
 * the control plane's messages beside them. Nothing is shipped before the first catalog, since
 * without it nothing is known of where tables replicate to.
 *
 * <p>Set the handlers before {@link #start}. Every method may be called on any thread; the catalog
 * given to {@link #onCatalog} counts for every read of a log that begins after it, so a write made
 * after the catalog's change is never shipped by the rules of an older one.
 */
public final class RegionReplication {
  private static final Logger LOG = LoggerFactory.getLogger(RegionReplication.class);

  private record Attached(ShardReplication replication, EventLoop loop) {}

  private final Region self;
  private final List<Region> peers;
  private final Links links;
  private final TimeSource time;
  private final Entropy entropy;
  private final ReplicationOptions options;
  private final ReplicationListener listener;
  private final SeedTracker seeds;
  private final DrainTracker drains;
  private final long incarnation;
  private final AtomicReferenceArray<@Nullable Attached> shards;
  private final Set<Region> up = ConcurrentHashMap.newKeySet();
  private final List<LongConsumer> seededHandlers = new CopyOnWriteArrayList<>();
  private final List<LongConsumer> drainedHandlers = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Region, byte[]>> controlHandlers = new CopyOnWriteArrayList<>();
  private final List<Consumer<Region>> peerUpHandlers = new CopyOnWriteArrayList<>();
  private volatile @Nullable CatalogView catalog;

  public RegionReplication(
      Region self,
      Collection<Region> peers,
      int shardCount,
      Links links,
      TimeSource time,
      Entropy entropy,
      ReplicationOptions options,
      ReplicationListener listener) {
    this.self = self;
    this.peers = peers.stream().filter(peer -> !peer.equals(self)).sorted().distinct().toList();
    this.links = links;
    this.time = time;
    this.entropy = entropy;
    this.options = options;
    this.listener = listener;
    incarnation = entropy.nextLong();
    shards = new AtomicReferenceArray<>(shardCount);
    seeds =
        new SeedTracker(
            self, shardCount, id -> seededHandlers.forEach(handler -> handler.accept(id)));
    drains =
        new DrainTracker(
            self, shardCount, id -> drainedHandlers.forEach(handler -> handler.accept(id)));
  }

  /** Replicates a shard from now on; its methods are called on the loop alone. */
  public void attach(ReplicatedShard shard, EventLoop loop) {
    int number = shard.id().number();
    loop.run(
        () -> {
          WatermarkMatrix matrix =
              new WatermarkMatrix(
                  self,
                  // Where nobody listens, nothing is promised: a promise is a record of the log.
                  origin ->
                      origin.equals(self) && !peers.isEmpty()
                          ? shard.closedTime()
                          : shard.watermark(origin));
          ShardReplication replication =
              new ShardReplication(
                  new ShardContext(
                      self,
                      peers,
                      shard,
                      loop,
                      links,
                      time,
                      entropy,
                      options,
                      listener,
                      () -> catalog,
                      seeds,
                      drains,
                      matrix,
                      incarnation));
          if (!shards.compareAndSet(number, null, new Attached(replication, loop))) {
            throw new IllegalStateException(shard.id() + " is attached already");
          }
          replication.start();
          up.forEach(replication::up);
        });
  }

  /** Takes a new catalog. */
  public void onCatalog(CatalogView view) {
    catalog = view;
    seeds.onCatalog(view);
    drains.onCatalog(view);
    onEachShard(ShardReplication::onCatalog);
  }

  /** Starts the links. */
  public void start() {
    links.start(new FromLinks());
  }

  /** Stops replicating; shards stay open. */
  public void close() {
    links.close();
    onEachShard(ShardReplication::close);
  }

  /**
   * Sends the control plane's bytes; dropped where no session is up. Messages to one peer arrive in
   * the order sent as long as the session lasts.
   */
  public void sendControl(Region peer, byte[] payload) {
    links.send(peer, FrameCodec.encode(new Frame.Control(payload)));
  }

  /** Hears the control plane's bytes; on the links' thread. */
  public void onControl(BiConsumer<Region, byte[]> handler) {
    controlHandlers.add(handler);
  }

  /** Hears of each new session with a peer; on the links' thread, before anything it brings. */
  public void onPeerUp(Consumer<Region> handler) {
    peerUpHandlers.add(handler);
  }

  /**
   * Hears, by table id, that this region's new replica has got everything from every other active
   * replica; once for each version of its entry while that is CREATING. On a shard's loop, or the
   * thread that brought a catalog.
   */
  public void onSeeded(LongConsumer handler) {
    seededHandlers.add(handler);
  }

  /**
   * Hears, by table id, that every replica that stays has all that was accepted here for a table
   * that is DELETING; again and again as long as it is. On a shard's loop.
   */
  public void onDrained(LongConsumer handler) {
    drainedHandlers.add(handler);
  }

  /** Peers that have a session now. */
  public Set<Region> connected() {
    return Set.copyOf(up);
  }

  /** Why there is no session with a peer, for people, as far as it is known. */
  public Map<Region, String> troubles() {
    return links.troubles();
  }

  /** Compares all shared tables with the peers now; differences that stay are repaired. */
  public void compareNow() {
    onEachShard(ShardReplication::compareNow);
  }

  /** How things stood at each shard's last tick. */
  public ReplicationStatus status() {
    List<ReplicationStatus.ShardStatus> all = new ArrayList<>();
    for (int number = 0; number < shards.length(); number++) {
      Attached attached = shards.get(number);
      if (attached != null) {
        all.add(attached.replication.status());
      }
    }
    return new ReplicationStatus(self, all);
  }

  private void onEachShard(Consumer<ShardReplication> action) {
    for (int number = 0; number < shards.length(); number++) {
      Attached attached = shards.get(number);
      if (attached != null) {
        attached.loop.execute(() -> action.accept(attached.replication));
      }
    }
  }

  private final class FromLinks implements Links.Listener {
    @Override
    public void up(Region peer) {
      up.add(peer);
      onEachShard(shard -> shard.up(peer));
      peerUpHandlers.forEach(handler -> handler.accept(peer));
    }

    @Override
    public void down(Region peer) {
      up.remove(peer);
      onEachShard(shard -> shard.down(peer));
    }

    @Override
    public void frame(Region peer, byte[] bytes) {
      try {
        int number = FrameCodec.shardOf(bytes);
        if (number < 0) {
          if (FrameCodec.decode(bytes) instanceof Frame.Control control) {
            controlHandlers.forEach(handler -> handler.accept(peer, control.payload()));
          }
          return;
        }
        Attached attached = number < shards.length() ? shards.get(number) : null;
        if (attached != null) {
          attached.loop.execute(() -> deliver(attached.replication, peer, bytes));
        }
      } catch (MalformedFrameException e) {
        LOG.warn("dropped a frame from {}: {}", peer, e.getMessage());
      }
    }

    private void deliver(ShardReplication replication, Region peer, byte[] bytes) {
      Frame frame;
      try {
        frame = FrameCodec.decode(bytes);
      } catch (MalformedFrameException e) {
        LOG.warn("dropped a frame from {}: {}", peer, e.getMessage());
        return;
      }
      replication.onFrame(peer, frame);
    }
  }
}
