package io.antipode.load.seeded;

import static io.antipode.load.seeded.Edit.begins;
import static io.antipode.load.seeded.Edit.dropCalls;
import static io.antipode.load.seeded.SeededBugs.STORAGE;
import static io.antipode.load.seeded.SeededBugs.UNEXPECTED;

import io.antipode.load.seeded.SeededBug.Layer;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Set;

/** Bugs of transactions: what is half done, read in the midst, or done twice. */
final class TransactionBugs {
  private static final ClassDesc FATE = ClassDesc.of(STORAGE + "Ledger$Fate");

  private TransactionBugs() {}

  static List<SeededBug> all() {
    return List.of(
        bug(
            "nothing-is-held",
            "what a transaction holds is written by others, and held by others",
            STORAGE + "ShardTransactions",
            "isHeld",
            begins(code -> code.iconst_0().ireturn())),
        bug(
            "forgotten-holds",
            "what was held is not held again after a crash",
            STORAGE + "ShardTransactions",
            "<init>",
            dropCalls("scan")),
        bug(
            "holds-outlive-their-writes",
            "the record that settles a hold leaves it where it was",
            STORAGE + "view.LogApplier",
            "passOver",
            dropCalls("dropIntent")),
        bug(
            "one-look",
            "a transaction that reads believes its last look, whatever the one before saw",
            "io.antipode.node.action.LookAtItems$Seen",
            "isInConflict",
            begins(code -> code.iconst_0().ireturn())),
        bug(
            "nothing-took-place",
            "what was left open is let go, whatever was decided",
            STORAGE + "Ledger",
            "fate",
            begins(code -> fate(code, "DOES_NOT"))),
        bug(
            "everything-takes-place",
            "what was left open is done, whatever was decided",
            STORAGE + "Ledger",
            "fate",
            begins(code -> fate(code, "TAKES_PLACE"))));
  }

  private static void fate(CodeBuilder code, String which) {
    code.getstatic(FATE, which, FATE).areturn();
  }

  private static SeededBug bug(
      String name, String about, String className, String method, Edit edit) {
    return new SeededBug(
        name,
        about,
        className,
        method,
        edit,
        Layer.TRANSACTIONS,
        Set.of(),
        Set.of("serializable", "bank", UNEXPECTED));
  }
}
