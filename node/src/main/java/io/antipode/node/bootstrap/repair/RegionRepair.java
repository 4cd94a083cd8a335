package io.antipode.node.bootstrap.repair;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.hazelcast.HazelcastMetadata;
import io.antipode.cluster.hazelcast.HazelcastMetadata.Lost;
import io.antipode.cluster.placement.Placement;
import io.antipode.cluster.topology.NodeId;
import io.antipode.node.backup.ArchiveInspection;
import io.antipode.node.storage.recovery.ShardInspection;
import io.antipode.node.storage.recovery.ShardInspection.Damage;
import io.antipode.node.storage.recovery.ShardOptions;
import io.antipode.node.storage.recovery.ShardSalvage;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.journal.JournalRecovery;
import io.antipode.replication.journal.SyncJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at one region's folder, says what is damaged and what that means, and mends it.
 *
 * <pre>
 *   what a start mends itself      is not looked at: views, the clock's bound, one copy of metadata
 *   a file that no item needs      goes to {@code damaged/}
 *   a shard that can't be told     goes to {@code damaged/}, and begins anew with what can be read
 *                                  of it and no other region has ({@link OnlyHere})
 *   both copies of metadata        their place is given up; a table is known again when a peer tells
 *   a copy of a table              goes to {@code damaged/} of the archive
 * </pre>
 *
 * <p>Where a shard begins anew, the region's replica of each table that others have is CREATING
 * again: so they send all that they have of it, as they do to a new one, and it is served when that
 * is there.
 *
 * <p>Used by one thread, on a folder that is locked.
 */
public final class RegionRepair {
  private static final String JOURNAL = "shards/" + SyncJournal.PATH;

  private final RegionFolder folder;
  private final List<RegionFolder> beside;
  private final PrintWriter out;

  /**
   * @param beside folders of other regions that are stopped as well
   */
  public RegionRepair(RegionFolder folder, List<RegionFolder> beside, PrintWriter out) {
    this.folder = folder;
    this.beside = List.copyOf(beside);
    this.out = out;
  }

  /**
   * What the metadata says, and what is to happen.
   *
   * @param tables that the region has had
   * @param tablesAlone names of those that no other region has
   * @param act whether to mend, or only to say
   * @param lose whether to mend also where items go that no other region has
   */
  private record Case(
      int shardCount,
      List<TableDescriptor> tables,
      List<String> tablesAlone,
      boolean act,
      boolean lose) {
    boolean isAlone() {
      return !tablesAlone.isEmpty();
    }
  }

  /**
   * @param act whether to mend, or only to say
   * @param lose whether to mend also where items go that no other region has
   * @return whether nothing damaged is left
   */
  public boolean run(boolean act, boolean lose) throws IOException {
    if (!metadata(act, lose)) {
      return false;
    }
    boolean whole = takeJournal(act);
    Case known = read(act, lose);
    boolean begun = false;
    for (int number = 0; number < known.shardCount; number++) {
      ShardOptions shard = folder.shard(number);
      for (Damage damage : ShardInspection.inspect(folder.root(), shard)) {
        say(damage.what());
        whole &=
            switch (damage) {
              case Damage.Spare spare -> setAside(spare, act);
              case Damage.Fatal fatal -> {
                boolean done = beginAnew(shard, number, known);
                begun |= done;
                yield done;
              }
            };
      }
    }
    if (begun) {
      seedAgain();
    }
    whole &= archive(act, lose);
    if (whole) {
      say("nothing damaged is left, but what a start mends by itself");
    }
    return whole;
  }

  /** Copies of tables stand in nobody's way, so a start serves without those that are damaged. */
  private boolean archive(boolean act, boolean lose) throws IOException {
    ArchiveInspection inspection = new ArchiveInspection(folder.archive(), folder.archiveCopy());
    boolean whole = true;
    for (ArchiveInspection.Damage damage : inspection.inspect()) {
      say("the archive: " + damage.what());
      if (act && (lose || !damage.isLoss())) {
        out.println("  set aside, in the archive: " + inspection.setAside(damage));
      } else {
        whole = false;
        out.println(
            "  if its files are elsewhere, put them back; else to be set aside with --yes"
                + (damage.isLoss() ? " --lose" : ""));
      }
    }
    return whole;
  }

  private void say(String what) {
    out.println(folder.region() + ": " + what);
  }

  /** Gives up what neither copy has; returns whether the metadata can be opened. */
  private boolean metadata(boolean act, boolean lose) throws IOException {
    List<Lost> lost = HazelcastMetadata.lost(folder.metadata());
    boolean whole = true;
    for (Lost each : lost) {
      say(each.what());
      if (each.isTable()) {
        out.println(
            "  put either copy back from a backup; else table "
                + each.key()
                + " is known again only where another region has it, with what that has of it");
      }
      if (act && (lose || !each.isTable())) {
        HazelcastMetadata.forget(folder.metadata(), each);
        out.println("  given up");
      } else {
        whole = false;
        out.println("  to be given up with --yes" + (each.isTable() ? " --lose" : ""));
      }
    }
    return whole && placement(act, lose);
  }

  /** Where the metadata says of no shard, but some are there. */
  private boolean placement(boolean act, boolean lose) throws IOException {
    int shards = FolderCheck.shardsSeen(folder);
    try (HazelcastMetadata metadata = folder.openMetadata()) {
      if (shards == 0 || metadata.placement() != null) {
        return true;
      }
      say(folder.metadata() + " does not say how many shards there are; there were " + shards);
      // With its tables the metadata of an earlier build is here as well: nothing is lost.
      boolean tables = !metadata.catalog().view().all().isEmpty();
      if (!tables) {
        out.println(
            "  and there is no table: put the folder metadata or its copy back; else tables are"
                + " known again only where another region has them, with what that has of them");
      }
      if (!act || !(tables || lose)) {
        out.println("  to be written anew with --yes" + (tables ? "" : " --lose"));
        return false;
      }
      Placement placement = Placement.onOneNode(new NodeId("node-1"), shards);
      metadata.propose(placement).toCompletableFuture().join();
      out.println("  written anew");
      return true;
    }
  }

  /**
   * What a start does first, too: without the journal a log may look shorter than it is. Where it
   * can't be done, all is done that can be, for the other logs' sake.
   */
  private boolean takeJournal(boolean act) throws IOException {
    try {
      JournalRecovery.recover(folder.shards());
      return true;
    } catch (DamagedFileException e) {
      say(String.valueOf(e.getMessage()));
      out.println(
          "  the journal can't be taken over in whole: the last writes before a power cut may be"
              + " lost, where peers don't have them; logs that lack what it had are named next");
      if (!act) {
        out.println("  as much of it as can be is to be taken, and it is set aside, with --yes");
        return false;
      }
      JournalRecovery.salvage(folder.shards(), damage -> {});
      if (folder.root().exists(JOURNAL)) {
        moveAside(JOURNAL);
      }
      return true;
    }
  }

  /** Has peers send all of the tables that they have. */
  private void seedAgain() throws IOException {
    try (HazelcastMetadata metadata = folder.openMetadata()) {
      for (TableDescriptor table : metadata.catalog().view().all()) {
        if (table.status() != TableStatus.DELETED && Replicas.hasPeer(table, folder.region())) {
          metadata
              .catalog()
              .update(
                  table.id(), now -> Replicas.creating(now == null ? table : now, folder.region()))
              .toCompletableFuture()
              .join();
          out.println(
              "  " + table.name() + " is served again when its replicas have sent all of it");
        }
      }
    }
  }

  private Case read(boolean act, boolean lose) throws IOException {
    try (HazelcastMetadata metadata = folder.openMetadata()) {
      Placement placement = metadata.placement();
      List<String> alone = new ArrayList<>();
      List<TableDescriptor> tables = List.copyOf(metadata.catalog().view().all());
      for (TableDescriptor table : tables) {
        if (table.status() != TableStatus.DELETED && !Replicas.hasPeer(table, folder.region())) {
          alone.add(table.name());
        }
      }
      return new Case(placement == null ? 0 : placement.shardCount(), tables, alone, act, lose);
    }
  }

  private boolean setAside(Damage.Spare spare, boolean act) throws IOException {
    out.println("  no item needs it; streams, and peers that lag, lose the past");
    if (!act) {
      out.println("  to be set aside with --yes");
      return false;
    }
    for (String file : spare.files()) {
      moveAside(file);
    }
    return true;
  }

  private boolean beginAnew(ShardOptions shard, int number, Case known) throws IOException {
    String anew = shard.folder() + ".anew";
    if (known.act && !folder.root().exists(shard.folder()) && folder.root().exists(anew)) {
      folder.root().rename(anew, shard.folder()); // A repair ended right before this.
      return true;
    }
    boolean gone = ShardInspection.isGone(folder.root(), shard);
    OnlyHere onlyHere = OnlyHere.of(folder.region(), known.tables, beside, number);
    ShardSalvage salvage = ShardSalvage.read(folder.root(), shard, onlyHere);
    boolean loses = known.isAlone() && (gone || salvage.unreadable() > 0);
    out.println("  peers bring back what they have");
    out.println(
        "  %d writes that no other region has can be read and are kept"
            .formatted(salvage.writes()));
    out.println(
        gone
            ? "  what it accepted and no peer has is lost"
            : "  %d records of its log can't be read: what no peer has of them is lost"
                .formatted(salvage.unreadable()));
    if (loses) {
      out.println(
          "  no other region has "
              + String.join(", ", known.tablesAlone)
              + ": what was written to them there is lost");
    }
    if (!known.act || (loses && !known.lose)) {
      out.println("  to be set aside and begun anew with --yes" + (loses ? " --lose" : ""));
      return false;
    }
    folder.root().delete(anew);
    salvage.write(anew);
    if (folder.root().exists(shard.folder())) {
      moveAside(shard.folder());
    }
    folder.root().rename(anew, shard.folder());
    folder.root().syncFolder("shards");
    out.println("  " + shard.folder() + " begins anew");
    return true;
  }

  private void moveAside(String path) throws IOException {
    out.println("  set aside: " + folder.setAside(path));
  }
}
