package io.antipode.load.seeded;

import static io.antipode.load.seeded.Edit.afterCalls;
import static io.antipode.load.seeded.Edit.begins;
import static io.antipode.load.seeded.Edit.dropCalls;
import static io.antipode.load.seeded.SeededBugs.ANY;
import static io.antipode.load.seeded.SeededBugs.FUTURE;
import static io.antipode.load.seeded.SeededBugs.LINKS;
import static io.antipode.load.seeded.SeededBugs.REGION;
import static io.antipode.load.seeded.SeededBugs.RESTART;
import static io.antipode.load.seeded.SeededBugs.STORAGE;
import static io.antipode.load.seeded.SeededBugs.TOMBSTONES;
import static io.antipode.load.seeded.SeededBugs.UNEQUAL;
import static io.antipode.load.seeded.SeededBugs.UNEXPECTED;
import static io.antipode.load.seeded.SeededBugs.WATERMARKS;
import static io.antipode.load.seeded.SeededBugs.WINNER;
import static io.antipode.load.seeded.SeededBugs.bug;

import java.util.List;
import java.util.Set;

/**
 * Bugs of regions that begin anew, come and go, or were away for too long: each was there once, or
 * would bring back what was.
 */
final class ReplicationBugs {
  private static final String LAG = "lag";

  private static final Set<String> AHEAD = Set.of("clocks-ahead");
  private static final Set<String> MOVES = Set.of("remove-replica", "cut-link", "kill-node");

  private ReplicationBugs() {}

  static List<SeededBug> all() {
    return List.of(
        bug(
            "former-life",
            "a peer's watermark from before the disk was lost is streamed from",
            REGION + "Sender",
            "isBeyondOwnLog",
            begins(code -> code.iconst_0().ireturn()),
            AHEAD,
            WATERMARKS,
            UNEQUAL),
        bug(
            "restart-not-said",
            "a log that began anew does not say so",
            REGION + "Sender",
            "restart",
            dropCalls("send"),
            AHEAD,
            UNEQUAL,
            TOMBSTONES),
        bug(
            "restart-not-applied",
            "the record that a log began anew is logged and never taken up",
            STORAGE + "view.LogApplier",
            "apply",
            dropCalls("restarted"),
            AHEAD,
            UNEQUAL,
            TOMBSTONES),
        bug(
            "restart-not-written",
            "that a peer's log began anew is in no record",
            STORAGE + "StorageShard",
            "restartWatermark",
            dropCalls("note"),
            AHEAD,
            UNEQUAL,
            TOMBSTONES),
        bug(
            "floor-not-written",
            "that deletions have been forgotten where items come from is in no record",
            STORAGE + "StorageShard",
            "raiseTombstoneFloor",
            dropCalls("note"),
            Set.of("lose-region", "long-absence"),
            WATERMARKS),
        bug(
            "watermark-not-written",
            "that a quiet peer has nothing more up to a time is in no record",
            STORAGE + "StorageShard",
            "advanceWatermark",
            dropCalls("note"),
            ANY,
            TOMBSTONES,
            UNEQUAL),
        bug(
            "promise-not-written",
            "what a quiet region promises its peers is in no record",
            STORAGE + "Promises",
            "closedTime",
            dropCalls("accept"),
            ANY,
            TOMBSTONES,
            UNEQUAL),
        bug(
            "unbounded-watermark",
            "whatever time a peer tells is believed",
            REGION + "Receiver",
            "bounded",
            begins(code -> code.lload(1).lreturn()),
            Set.of("clock-skew", "clock-jump"),
            FUTURE),
        bug(
            "no-lag",
            "what a peer has not acknowledged does not count as lag",
            REGION + "Sender",
            "lagMs",
            begins(code -> code.lconst_0().lreturn()),
            LINKS,
            LAG),
        bug(
            "seed-of-another-life",
            "a seed for a replica that is not known yet is dropped and counted as delivered",
            REGION + "Receiver",
            "isDue",
            begins(code -> code.iconst_1().ireturn()),
            MOVES,
            UNEQUAL,
            WINNER),
        bug(
            "leaves-at-once",
            "a replica goes before those that stay have what it accepted",
            REGION + "ShardDrain",
            "isServed",
            begins(code -> code.iconst_1().ireturn()),
            MOVES,
            WINNER,
            UNEQUAL),
        bug(
            "unbounded-slice",
            "what a wiped table held is looked for beyond the end of a page of keys",
            STORAGE + "keys.KeyIndex",
            "removeRange",
            afterCalls("min", code -> code.pop().loadConstant(Integer.MIN_VALUE)),
            Set.of("remove-replica", "kill-node"),
            RESTART,
            UNEXPECTED),
        bug(
            "copy-keeps-all",
            "what a complete copy lacks is kept by who was away for too long",
            REGION + "ForgottenDeletions",
            "isGone",
            begins(code -> code.iconst_0().ireturn()),
            Set.of("long-absence"),
            WINNER,
            UNEQUAL));
  }
}
