package io.antipode.replication.region;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.replication.log.Standing;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a shard that was away may serve: after more than retention its peers may have
 * forgotten deletions that it never heard of. Its clients get a retryable error until a peer has
 * either found it recent enough or brought it up to date.
 *
 * <pre>
 *  standing  event                                                next
 *  --------  ---------------------------------------------------  -------
 *  any       opened, or woken up, after more than retention       SUSPECT
 *  SUSPECT   no other region has a copy of any table here         CURRENT
 *  SUSPECT   every region that shares a table streams to it       CURRENT
 *  SUSPECT   waited, and no region that is connected hesitates    CURRENT  serves what it has
 *  SUSPECT   a peer begins a complete copy                        STALE
 *  STALE     that session breaks; a crash                         STALE    the copy begins again
 *  STALE     every region that shares a table streams to it       CURRENT  the copier is another now
 *  STALE     a complete copy has ended                            CURRENT
 *  STALE     no other region has a copy of any table here         CURRENT
 *  CURRENT   a peer begins a complete copy                        CURRENT
 * </pre>
 *
 * <p>The last line: two halves of a world that was cut for days copy to each other when they meet
 * again. Both have served all along and both hold writes that the other lacks, so neither stops.
 * Where no peer can be reached a region serves too, whatever its age: that nobody else is there
 * does not make its data old, and a single survivor must not lock itself.
 *
 * <p>One peer copies at a time; the probes of others stay unanswered meanwhile. Confined to the
 * shard's loop.
 */
final class Rejoin {
  private static final Logger LOG = LoggerFactory.getLogger(Rejoin.class);

  private final ShardContext context;
  private final Runnable onCurrent;
  private final Set<Region> connected = new HashSet<>();

  /** Peers that stream to this shard in the session at hand: they find it recent enough. */
  private final Set<Region> cleared = new HashSet<>();

  private @Nullable Region copier;

  /** Whose probe was answered last, while the shard may be out of date. */
  private @Nullable Region told;

  private long sinceMs;
  private long lastTickMs;

  /**
   * @param onCurrent runs each time that the shard has become current
   */
  Rejoin(ShardContext context, Runnable onCurrent) {
    this.context = context;
    this.onCurrent = onCurrent;
    sinceMs = context.time().epochMs();
    lastTickMs = sinceMs;
  }

  boolean isCurrent() {
    return context.shard().standing() == Standing.CURRENT;
  }

  /**
   * Whether the peer's probe is to be answered now. A shard that may be out of date answers one
   * peer after the other: the first answer may bring a complete copy, which makes the second one
   * say something else.
   */
  boolean answers(Region peer) {
    if (copier != null || isCurrent()) {
      return copier == null || copier.equals(peer);
    }
    if (told != null && !told.equals(peer) && !cleared.contains(told)) {
      return false;
    }
    told = peer;
    return true;
  }

  boolean isClearedBy(Region peer) {
    return cleared.contains(peer);
  }

  void up(Region peer) {
    down(peer);
    connected.add(peer);
  }

  void down(Region peer) {
    connected.remove(peer);
    cleared.remove(peer);
    if (peer.equals(copier)) {
      copier = null;
    }
    if (peer.equals(told)) {
      told = null;
    }
  }

  /** The peer streams to this shard; returns whether that is news in this session. */
  boolean cleared(Region peer) {
    boolean news = connected.contains(peer) && cleared.add(peer);
    if (news) {
      look();
    }
    return news;
  }

  void copyBegins(Region peer) {
    LOG.info("{}: {} sends a complete copy", context.shard().id(), peer);
    copier = peer;
    cleared.remove(peer);
    if (!isCurrent()) {
      context.shard().setStanding(Standing.STALE);
    }
  }

  void copyEnded(Region peer) {
    LOG.info("{}: the complete copy from {} is here", context.shard().id(), peer);
    copier = null;
    become(Standing.CURRENT);
  }

  void tick() {
    long now = context.time().epochMs();
    if (now - lastTickMs > context.options().retentionMs()) {
      become(Standing.SUSPECT);
    }
    lastTickMs = now;
    look();
  }

  private void look() {
    Standing standing = context.shard().standing();
    if (standing == Standing.CURRENT || context.catalog().get() == null) {
      return;
    }
    List<Region> sharing = context.peers().stream().filter(this::shares).toList();
    if (cleared.containsAll(sharing) || (standing == Standing.SUSPECT && waitedFor(sharing))) {
      become(Standing.CURRENT);
    }
  }

  private boolean waitedFor(List<Region> sharing) {
    boolean hesitates =
        sharing.stream().anyMatch(peer -> connected.contains(peer) && !cleared.contains(peer));
    return !hesitates && context.time().epochMs() - sinceMs >= context.options().rejoinWaitMs();
  }

  private boolean shares(Region peer) {
    for (TableDescriptor table : context.tables(t -> context.sharedWith(peer, t))) {
      if (!ShardContext.creating(table, context.self())) {
        return true;
      }
    }
    return false;
  }

  private void become(Standing next) {
    if (context.shard().standing() == next) {
      return;
    }
    LOG.info("{} is {} (reached: {})", context.shard().id(), next, cleared);
    sinceMs = context.time().epochMs();
    context.shard().setStanding(next);
    if (next == Standing.CURRENT) {
      onCurrent.run();
    }
  }
}
