package io.antipode.load.seeded;

import static io.antipode.load.seeded.Edit.alwaysJumps;
import static io.antipode.load.seeded.Edit.begins;
import static io.antipode.load.seeded.Edit.callGives;
import static io.antipode.load.seeded.Edit.dropCalls;
import static io.antipode.load.seeded.SeededBugs.DAMAGE;
import static io.antipode.load.seeded.SeededBugs.RESTART;
import static io.antipode.load.seeded.SeededBugs.STORAGE;
import static io.antipode.load.seeded.SeededBugs.UNEQUAL;
import static io.antipode.load.seeded.SeededBugs.UNEXPECTED;
import static io.antipode.load.seeded.SeededBugs.WINNER;

import io.antipode.load.seeded.SeededBug.Layer;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.util.List;
import java.util.Set;

/**
 * Bugs of those who are to notice that files are gone, and of the way out: each was there once, or
 * would lead nowhere.
 */
final class WayOutBugs {
  private static final String NO_WAY_OUT = "no way out";
  private static final String LESS = "backup";
  private static final String BACKUP = "io.antipode.node.backup.";
  private static final String REPAIR = "io.antipode.node.bootstrap.repair.";

  private WayOutBugs() {}

  static List<SeededBug> all() {
    return List.of(
        bug(
            "unlisted-metadata",
            "nobody notes which metadata there is, so that nobody misses it",
            "io.antipode.cluster.hazelcast.MetadataKeys",
            "add",
            begins(CodeBuilder::return_),
            Layer.FOLDERS,
            DAMAGE),
        bug(
            "metadata-begun-anew",
            "shards without any metadata are taken for a new region",
            REPAIR + "FolderCheck",
            "requirePlacement",
            begins(CodeBuilder::return_),
            Layer.FOLDERS,
            DAMAGE),
        bug(
            "shard-begun-anew",
            "a shard that is gone is taken for a new one",
            REPAIR + "FolderCheck",
            "requireShards",
            begins(CodeBuilder::return_),
            Layer.FOLDERS,
            DAMAGE),
        bug(
            "journal-set-aside",
            "where one log is damaged, the journal is of no use to the others",
            "io.antipode.replication.journal.JournalRecovery",
            "salvage",
            begins(CodeBuilder::return_),
            Layer.FOLDERS,
            DAMAGE,
            NO_WAY_OUT,
            WINNER),
        bug(
            "nothing-salvaged",
            "a shard that begins anew keeps nothing of what can be read",
            REPAIR + "OnlyHere",
            "holds",
            begins(code -> code.iconst_0().ireturn()),
            Layer.FOLDERS,
            WINNER),
        bug(
            "short-past-unsaid",
            "nobody notes where a log begins, so that nobody misses its oldest files",
            STORAGE + "recovery.LogBeginFile",
            "check",
            begins(code -> code.aconst_null().areturn()),
            Layer.FOLDERS,
            DAMAGE),
        bug(
            "wiped-tables-unseen",
            "a start refuses an earlier build's damaged list, and the repair passes it over",
            STORAGE + "recovery.ShardInspection",
            "inspect",
            dropCalls("open"),
            Layer.FOLDERS,
            NO_WAY_OUT),
        bug(
            "one-manifest",
            "of what is known of copies the second place is never asked",
            BACKUP + "RecordFiles",
            "newer",
            begins(code -> code.aload(0).areturn()),
            Layer.FOLDERS,
            LESS),
        bug(
            "restores-to-now",
            "a restore to a moment takes all that the log says since",
            BACKUP + "LogRows",
            "take",
            alwaysJumps(Opcode.IFLE),
            Layer.FOLDERS,
            LESS),
        bug(
            "one-time-for-all",
            "all times that lie ahead are lowered to one",
            "io.antipode.replication.clock.LoweredTimes",
            "of",
            callGives("binarySearch", CodeBuilder::iconst_0),
            Layer.CLOCKS,
            WINNER,
            UNEQUAL,
            RESTART,
            UNEXPECTED),
        bug(
            "lowered-by-the-skew",
            "times that lie ahead are lowered by a second each",
            "io.antipode.replication.clock.LoweredTimes",
            "of",
            begins(code -> code.lload(1).loadConstant(1_000L << 16).lsub().lreturn()),
            Layer.CLOCKS,
            NO_WAY_OUT,
            WINNER,
            UNEQUAL));
  }

  private static SeededBug bug(
      String name,
      String about,
      String className,
      String method,
      Edit edit,
      Layer layer,
      String... promises) {
    return new SeededBug(name, about, className, method, edit, layer, Set.of(), Set.of(promises));
  }
}
