package io.antipode.node.bootstrap;

import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.NodeId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.ShardInspection;
import io.antipode.node.storage.ShardInspection.Damage;
import io.antipode.node.storage.ShardOptions;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.journal.JournalRecovery;
import io.antipode.replication.log.Durability;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at one region's folder, says what is damaged and what that means, and mends it.
 *
 * <pre>
 *   what a start mends itself      is not looked at: views, the clock's bound, one copy of metadata
 *   a file that no item needs      goes to {@code damaged/}
 *   a shard that can't be told     goes to {@code damaged/}, and begins anew; what no peer has is lost
 * </pre>
 *
 * <p>Where a shard begins anew, the region's replica of each table that others have is CREATING
 * again: so they send all that they have of it, as they do to a new one, and it is served when that
 * is there.
 *
 * <p>Used by one thread, on a folder that is locked.
 */
final class RegionRepair {
  private static final String ASIDE = "damaged";

  private final Region region;
  private final Path folder;

  RegionRepair(Region region, Path folder) {
    this.region = region;
    this.folder = folder;
  }

  /** What the metadata says: how many shards there are, and which tables no other region has. */
  private record Known(int shardCount, List<String> tablesAlone) {}

  /**
   * @param act whether to mend, or only to say
   * @param lose whether to mend also where items go that no other region has
   * @return whether nothing damaged is left
   */
  boolean run(PrintWriter out, boolean act, boolean lose) throws IOException {
    Known known;
    try {
      known = read();
    } catch (IOException e) {
      out.println(region + ": " + e.getMessage());
      out.println("  its copy is damaged or gone too: put either back from a backup");
      return false;
    }
    if (!takeJournal(out, act)) {
      return false;
    }
    FileDisk disk = new FileDisk(folder);
    boolean whole = true;
    boolean begun = false;
    for (int number = 0; number < known.shardCount; number++) {
      ShardId id = new ShardId(number);
      ShardOptions shard = ShardOptions.of(id, region, "shards/" + id, Durability.OS);
      for (Damage damage : ShardInspection.inspect(disk, shard)) {
        out.println(region + ": " + damage.what());
        whole &=
            switch (damage) {
              case Damage.Spare spare -> setAside(spare, out, act);
              case Damage.Fatal fatal -> {
                boolean may = act && (lose || known.tablesAlone.isEmpty());
                begun |= may;
                yield beginAnew(disk, shard, known, out, may);
              }
            };
      }
    }
    if (begun) {
      seedAgain(out);
    }
    if (whole) {
      out.println(region + ": nothing damaged is left, but what a start mends by itself");
    }
    return whole;
  }

  /** What a start does first, too: without the journal a log may look shorter than it is. */
  private boolean takeJournal(PrintWriter out, boolean act) throws IOException {
    try {
      JournalRecovery.recover(new FileDisk(folder.resolve("shards")));
      return true;
    } catch (DamagedFileException e) {
      out.println(region + ": " + e.getMessage());
      out.println("  the journal can't be taken over; logs that lack what it had are named next");
      if (act) {
        moveAside("shards/journal", out);
      } else {
        out.println("  the journal is to be set aside with --yes");
      }
      return act;
    }
  }

  private HazelcastMetadata metadata() throws IOException {
    return HazelcastMetadata.open(
        HazelcastMetadata.Options.alone(region, new NodeId("repair")), folder.resolve("metadata"));
  }

  /** Has peers send all of the tables that they have. */
  private void seedAgain(PrintWriter out) throws IOException {
    try (HazelcastMetadata metadata = metadata()) {
      for (TableDescriptor table : metadata.catalog().view().all()) {
        if (table.status() != TableStatus.DELETED && hasPeer(table)) {
          metadata
              .catalog()
              .update(table.id(), now -> creating(now == null ? table : now))
              .toCompletableFuture()
              .join();
          out.println(
              "  " + table.name() + " is served again when its replicas have sent all of it");
        }
      }
    }
  }

  private TableDescriptor creating(TableDescriptor table) {
    Map<Region, ReplicaDescriptor> replicas = new HashMap<>(table.replicas());
    replicas.computeIfPresent(
        region,
        (self, own) ->
            new ReplicaDescriptor(
                self,
                ReplicaDescriptor.Status.CREATING,
                own.version() + 1,
                own.deletionProtection()));
    return table.withReplicas(replicas).withStatus(TableStatus.CREATING);
  }

  private Known read() throws IOException {
    try (HazelcastMetadata metadata = metadata()) {
      Placement placement = metadata.placement();
      List<String> alone = new ArrayList<>();
      for (TableDescriptor table : metadata.catalog().view().all()) {
        if (table.status() != TableStatus.DELETED && !hasPeer(table)) {
          alone.add(table.name());
        }
      }
      return new Known(placement == null ? 0 : placement.shardCount(), alone);
    }
  }

  private boolean hasPeer(TableDescriptor table) {
    return table.replicas().values().stream()
        .anyMatch(replica -> replica.present() && !replica.region().equals(region));
  }

  private boolean setAside(Damage.Spare spare, PrintWriter out, boolean act) throws IOException {
    out.println("  no item needs it; streams, and peers that lag, lose the past");
    if (!act) {
      out.println("  to be set aside with --yes");
      return false;
    }
    for (String file : spare.files()) {
      moveAside(file, out);
    }
    return true;
  }

  private boolean beginAnew(
      FileDisk disk, ShardOptions shard, Known known, PrintWriter out, boolean may)
      throws IOException {
    boolean alone = !known.tablesAlone.isEmpty();
    out.println("  peers bring back what they have; what it accepted and no peer has yet is lost");
    if (alone) {
      out.println(
          "  no other region has "
              + String.join(", ", known.tablesAlone)
              + ": what this shard holds of them is lost");
    }
    if (!may) {
      out.println("  to be set aside and begun anew with --yes" + (alone ? " --lose" : ""));
      return false;
    }
    if (disk.exists(shard.folder())) {
      moveAside(shard.folder(), out);
    }
    ShardInspection.beginAnew(disk, shard);
    out.println("  " + shard.folder() + " begins anew");
    return true;
  }

  /** To the same path below {@code damaged}, or the next free name beside it. */
  private void moveAside(String path, PrintWriter out) throws IOException {
    Path below = folder.resolve(ASIDE);
    Path to = below.resolve(path);
    for (int number = 2; Files.exists(to); number++) {
      to = below.resolve(path + "." + number);
    }
    Path parent = to.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.move(folder.resolve(path), to, StandardCopyOption.ATOMIC_MOVE);
    out.println("  set aside: " + to);
  }
}
