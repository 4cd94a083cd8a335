package io.antipode.load.seeded;

import static io.antipode.load.seeded.Edit.afterCalls;
import static io.antipode.load.seeded.Edit.begins;
import static io.antipode.load.seeded.Edit.callGives;
import static io.antipode.load.seeded.Edit.insteadOfCalls;
import static io.antipode.load.seeded.SeededBugs.STORAGE;
import static io.antipode.load.seeded.SeededBugs.UNEXPECTED;
import static io.antipode.load.seeded.SeededBugs.WATERMARKS;

import io.antipode.load.seeded.SeededBug.Layer;
import java.lang.classfile.CodeBuilder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Bugs of time to live: deleted too early, too late, by too many, or without saying so. */
final class ExpiryBugs {
  private static final String TTL = "io.antipode.node.ttl.";
  private static final String EXPIRY = "expiry";
  private static final String NEVER_EARLY = "ttl";

  private ExpiryBugs() {}

  static List<SeededBug> all() {
    return List.of(
        bug(
            "expires-early",
            "items go three seconds before their time",
            STORAGE + "view.ExpiryIndex",
            "secondsOf",
            afterCalls("wholePartOf", code -> code.loadConstant(3L).lsub()),
            EXPIRY,
            NEVER_EARLY),
        bug(
            "forgets-extensions-in-flight",
            "what was due in the views goes, whatever has been decided since",
            STORAGE + "ShardExpiry",
            "isDue",
            begins(code -> code.iconst_1().ireturn()),
            EXPIRY,
            NEVER_EARLY,
            UNEXPECTED),
        bug(
            "waits-for-nobody",
            "a region deletes before it has heard what others wrote in time",
            TTL + "Sweeper",
            "knownSecond",
            begins(code -> code.loadConstant(Long.MAX_VALUE).lreturn()),
            EXPIRY),
        bug(
            "everybody-deletes",
            "each region deletes what is due, whoever wrote it",
            "io.antipode.node.ttl.Sweep",
            "look",
            callGives("contains", CodeBuilder::iconst_0),
            EXPIRY),
        bug(
            "expiry-lost-at-a-crash",
            "recovery does not find out again what is due",
            STORAGE + "view.ShardViews",
            "load",
            insteadOfCalls("track", Patches::countsAlone),
            EXPIRY,
            "views agree",
            "index",
            UNEXPECTED),
        bug(
            "nobody-did-it",
            "the stream does not say that the service deleted",
            STORAGE + "streams.StreamEntry",
            "of",
            callGives("has", CodeBuilder::iconst_0),
            EXPIRY),
        bug(
            "everybody-did-it",
            "the streams of all regions say that the service deleted",
            "io.antipode.node.stream.StreamRecord",
            "write",
            callGives("equals", CodeBuilder::iconst_1),
            EXPIRY));
  }

  private static SeededBug bug(
      String name, String about, String className, String method, Edit edit, String... promises) {
    Set<String> guards = new TreeSet<>(Set.of(promises));
    guards.add(WATERMARKS); // What is gone too early is missed before the end.
    return new SeededBug(name, about, className, method, edit, Layer.EXPIRY, Set.of(), guards);
  }
}
