package io.antipode.load.seeded;

import static io.antipode.load.seeded.Edit.afterCalls;
import static io.antipode.load.seeded.Edit.afterReads;
import static io.antipode.load.seeded.Edit.alwaysJumps;
import static io.antipode.load.seeded.Edit.begins;
import static io.antipode.load.seeded.Edit.callGives;
import static io.antipode.load.seeded.Edit.dropCalls;
import static io.antipode.load.seeded.Edit.insteadOfCalls;
import static io.antipode.load.seeded.Edit.neverJumps;

import io.antipode.load.seeded.SeededBug.Layer;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The bugs that the harness must catch, each of a kind that a database has had. */
public final class SeededBugs {
  private static final String LOG = "io.antipode.replication.log.";
  private static final String JOURNAL = "io.antipode.replication.journal.";
  static final String REGION = "io.antipode.replication.region.";
  private static final String CLOCK = "io.antipode.replication.clock.";
  private static final String CHECKPOINT = "io.antipode.replication.checkpoint.";
  private static final String MERGE = "io.antipode.replication.merge.";
  private static final String TOMBSTONE = "io.antipode.replication.tombstone.";
  static final String STORAGE = "io.antipode.node.storage.";

  static final String WINNER = "winner";
  static final String UNEQUAL = "convergence";
  private static final String STREAM = "stream";
  private static final String SESSIONS = "sessions";
  private static final String INDEX = "index";
  static final String RESTART = "restart";
  static final String FUTURE = "from the future";
  private static final String UNIQUE = "unique versions";
  static final String UNEXPECTED = "unexpected";
  static final String TOMBSTONES = "tombstones";
  static final String DAMAGE = "damage";
  private static final String VIEWS = "views agree";
  static final String WATERMARKS = "watermarks";
  private static final String STANDING = "standing";
  private static final String COST = "stream cost";

  private static final Set<String> POWER = Set.of("power-cut");
  private static final Set<String> KILLS = Set.of("kill-node", "rolling-restart");
  static final Set<String> LINKS = Set.of("cut-link", "reset-links", "lose-frames");
  private static final Set<String> CLOCKS = Set.of("clock-skew", "clock-jump", "kill-node");
  static final Set<String> ANY = Set.of();

  private SeededBugs() {}

  /** All of them. */
  public static List<SeededBug> all() {
    return Stream.of(
            general(),
            ReplicationBugs.all(),
            TransactionBugs.all(),
            ExpiryBugs.all(),
            WayOutBugs.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<SeededBug> general() {
    return List.of(
        bug(
            "skipped-fsync",
            "a group commit reports success without syncing",
            LOG + "LogSync",
            "run",
            dropCalls("sync"),
            POWER,
            WINNER,
            STREAM,
            UNEQUAL,
            RESTART,
            UNEXPECTED),
        bug(
            "unsynced-journal",
            "a round of the journal calls shards back without its sync",
            JOURNAL + "JournalFile",
            "write",
            dropCalls("sync"),
            POWER,
            WINNER,
            STREAM,
            UNEQUAL,
            RESTART,
            UNEXPECTED),
        bug(
            "forgotten-journal",
            "recovery writes nothing of the journal into the logs",
            JOURNAL + "JournalRecovery",
            "recover",
            dropCalls("mend"),
            POWER,
            WINNER,
            STREAM,
            UNEQUAL,
            RESTART,
            UNEXPECTED),
        bug(
            "early-answer",
            "clients are answered after the write call, before the sync",
            LOG + "LocalCommit",
            "flush",
            neverJumps(Opcode.IF_ACMPNE),
            POWER,
            WINNER,
            STREAM,
            UNEQUAL,
            UNEXPECTED),
        bug(
            "lost-tail",
            "recovery begins one record after where the checkpoint ends",
            STORAGE + "recovery.ShardRecovery",
            "replay",
            begins(code -> code.lload(2).loadConstant(1L).ladd().lstore(2)),
            KILLS,
            STREAM,
            UNEQUAL,
            WINNER,
            SESSIONS,
            INDEX),
        bug(
            "lossy-checkpoint",
            "a checkpoint's block takes three entries and forgets the rest",
            CHECKPOINT + "CheckpointBlock",
            "add",
            begins(
                code ->
                    code.aload(0)
                        .getfield(
                            ClassDesc.of(CHECKPOINT + "CheckpointBlock"),
                            "count",
                            ConstantDescs.CD_int)
                        .iconst_3()
                        .ifThen(Opcode.IF_ICMPEQ, CodeBuilder::return_)),
            KILLS,
            STREAM,
            UNEQUAL,
            WINNER,
            SESSIONS,
            INDEX),
        bug(
            "checkpoint-without-tombstones",
            "checkpoints leave deletions out",
            CHECKPOINT + "CheckpointBlock",
            "add",
            begins(
                code ->
                    code.aload(1)
                        .invokevirtual(
                            Patches.mutation(), "isTombstone", Patches.to(ConstantDescs.CD_boolean))
                        .ifThen(CodeBuilder::return_)),
            KILLS,
            UNEQUAL,
            WINNER,
            STREAM),
        bug(
            "uncovered-log-dropped",
            "segments go by age alone, whether or not a checkpoint has them",
            STORAGE + "LogRetention",
            "neededFrom",
            afterReads("coveredPosition", code -> code.pop2().loadConstant(1L << 60)),
            KILLS,
            RESTART,
            STREAM,
            UNEXPECTED,
            UNEQUAL),
        bug(
            "ignored-tie-break",
            "of two versions of one time none wins",
            CLOCK + "Version",
            "compareTo",
            callGives("compareTo", CodeBuilder::iconst_0),
            LINKS,
            UNEQUAL,
            WINNER,
            SESSIONS,
            UNEXPECTED),
        bug(
            "no-version-check",
            "a remote mutation is applied whatever stands",
            MERGE + "LastWriterWins",
            "decide",
            callGives("compareTo", CodeBuilder::iconst_1),
            LINKS,
            UNEXPECTED,
            UNEQUAL,
            WINNER,
            SESSIONS,
            UNIQUE),
        bug(
            "loser-wins",
            "the smaller of two versions stands",
            MERGE + "LastWriterWins",
            "decide",
            afterCalls("compareTo", CodeBuilder::ineg),
            LINKS,
            UNEXPECTED,
            WINNER,
            SESSIONS,
            UNEQUAL,
            UNIQUE),
        bug(
            "early-collection",
            "tombstones go by age alone, before every region has seen them",
            TOMBSTONE + "WatermarkMatrix",
            "minimum",
            begins(code -> code.loadConstant(Long.MAX_VALUE).lreturn()),
            Set.of("cut-link", "one-way-cut"),
            UNEQUAL,
            WINNER),
        bug(
            "lost-index-delete",
            "an item that leaves its group stays in the index",
            STORAGE + "view.ShardViews",
            "index",
            dropCalls("remove"),
            ANY,
            INDEX,
            VIEWS),
        bug(
            "clock-steps-back",
            "a restarted clock knows nothing of the times before",
            LOG + "ClockBoundFile",
            "startHlc",
            begins(code -> code.lconst_0().lreturn()),
            CLOCKS,
            UNEXPECTED,
            UNIQUE,
            WINNER,
            UNEQUAL,
            SESSIONS),
        bug(
            "promise-not-applied",
            "the record of a promise is logged and never taken up",
            STORAGE + "view.LogApplier",
            "apply",
            dropCalls("told"),
            ANY,
            TOMBSTONES,
            UNEQUAL,
            WINNER,
            UNEXPECTED),
        bug(
            "watermark-not-applied",
            "the record of a watermark is logged and never taken up",
            STORAGE + "view.LogApplier",
            "apply",
            dropCalls("reached"),
            ANY,
            TOMBSTONES,
            UNEQUAL,
            WINNER,
            UNEXPECTED),
        bug(
            "promise-before-log",
            "peers are promised that the past is closed before the promise is logged",
            STORAGE + "Promises",
            "closedTime",
            insteadOfCalls("accept", Patches::toldAtOnce),
            Set.of("slow-disk", "fsync-error"),
            WATERMARKS),
        bug(
            "floor-not-applied",
            "items come from who has forgotten deletions, and the floor stays where it was",
            STORAGE + "view.LogApplier",
            "apply",
            dropCalls("raiseTombstoneFloor"),
            Set.of("lose-region", "long-absence"),
            WATERMARKS),
        bug(
            "forgotten-below-no-floor",
            "deletions are forgotten, and the floor stays where it was",
            STORAGE + "view.LogApplier",
            "forget",
            dropCalls("raiseTombstoneFloor"),
            Set.of("long-absence"),
            WATERMARKS),
        bug(
            "standing-not-applied",
            "the record of a standing is logged and never taken up",
            STORAGE + "view.LogApplier",
            "apply",
            dropCalls("stands"),
            Set.of("long-absence"),
            STANDING),
        bug(
            "no-drift-bound",
            "writes from the far future are taken",
            CLOCK + "HybridLogicalClock",
            "isFromTheFuture",
            begins(code -> code.iconst_0().ireturn()),
            CLOCKS,
            FUTURE),
        bug(
            "dropped-quarantine",
            "a write from the future is dropped, not held back",
            REGION + "Receiver",
            "fromTheFuture",
            begins(
                code ->
                    code.getstatic(
                            ClassDesc.of(REGION + "Frame$Verdict"),
                            "TAKEN",
                            ClassDesc.of(REGION + "Frame$Verdict"))
                        .areturn()),
            CLOCKS,
            FUTURE,
            UNEQUAL,
            WINNER),
        bug(
            "skipped-after-reconnect",
            "a sender begins some milliseconds after what the peer has",
            REGION + "Sender",
            "streamFrom",
            begins(code -> code.lload(1).loadConstant(40L << 16).ladd().lstore(1)),
            LINKS,
            UNEQUAL,
            WINNER),
        bug(
            "stale-condition",
            "a write is decided on the committed item while another is in flight",
            STORAGE + "ItemWrites",
            "write",
            callGives("get", CodeBuilder::aconst_null),
            ANY,
            STREAM,
            SESSIONS,
            WINNER,
            UNIQUE,
            UNEXPECTED),
        bug(
            "unlisted-put",
            "in a table of one region a put after a deletion in flight is not entered in key order",
            STORAGE + "ItemWrites",
            "applyToViews",
            callGives("heldNow", Patches::whatItWasDecidedOn),
            ANY,
            VIEWS,
            UNEXPECTED),
        bug(
            "stream-of-own-writes",
            "the stream leaves out what other regions wrote",
            STORAGE + "ItemWrites",
            "commit",
            insteadOfCalls("streamEpochMs", Patches::epochOfOwn),
            ANY,
            STREAM),
        bug(
            "no-old-image",
            "stream records lack the item before",
            STORAGE + "ItemWrites",
            "commit",
            callGives("streamShowsOld", CodeBuilder::iconst_0),
            ANY,
            STREAM),
        bug(
            "unchanged-flag",
            "changed items are flagged unchanged, and streams skip them",
            STORAGE + "ItemWrites",
            "commit",
            callGives("equals", CodeBuilder::iconst_1),
            ANY,
            STREAM),
        bug(
            "one-span-of-log",
            "whoever reads a quiet stream looks through all that loud tables write",
            STORAGE + "streams.Extents",
            "add",
            neverJumps(Opcode.IFGT),
            Set.of("cut-link"),
            COST),
        bug(
            "digest-of-counts",
            "the digest counts items and does not look at them",
            STORAGE + "view.ItemHash",
            "of",
            begins(code -> code.lconst_0().lreturn()),
            Set.of("cut-link", "lose-region", "misdirected-write", "fsync-error"),
            UNEQUAL,
            WINNER),
        bug(
            "kept-tombstones",
            "deletions are remembered for ever",
            STORAGE + "ShardUpkeep",
            "collectTombstones",
            begins(CodeBuilder::return_),
            ANY,
            TOMBSTONES,
            UNEXPECTED),
        bug(
            "unchecked-record",
            "the checksum of a log record is not compared",
            LOG + "RecordReader",
            "at",
            alwaysJumps(Opcode.IF_ICMPEQ),
            ANY,
            DAMAGE),
        bug(
            "unchecked-block",
            "the checksum of a checkpoint's block is not compared",
            CHECKPOINT + "CheckpointReader",
            "readBlock",
            neverJumps(Opcode.IF_ICMPNE),
            ANY,
            DAMAGE));
  }

  /** The bug of that name. */
  public static SeededBug of(String name) {
    return all().stream()
        .filter(bug -> bug.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bug is called " + name));
  }

  static SeededBug bug(
      String name,
      String about,
      String className,
      String method,
      Edit edit,
      Set<String> faults,
      String... promises) {
    Layer layer = promises[0].equals(DAMAGE) ? Layer.DAMAGE : Layer.SIMULATION;
    Set<String> guards = new TreeSet<>(Set.of(promises));
    if (guards.contains(WINNER) || guards.contains(UNEQUAL)) {
      guards.add(WATERMARKS); // What is missing in the end was missing before.
    }
    return new SeededBug(name, about, className, method, edit, layer, faults, guards);
  }
}
