package io.antipode.load.chaos;

import io.antipode.load.checker.Checkers;
import io.antipode.load.checker.Verdict;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Op;
import io.antipode.load.report.Progress;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.RunReport;
import io.antipode.load.report.RunReport.Event;
import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import java.util.List;
import java.util.Locale;

/** Runs the checkers and puts what they say into the report. */
public final class Verdicts {
  private static final double NS_PER_S = 1e9;

  private Verdicts() {}

  /** Asks the checkers of these names, one after the other, and tells how they answer. */
  static void add(
      ReportBuilder report, List<String> checkers, Evidence evidence, Progress progress) {
    for (String name : checkers) {
      long startNs = System.nanoTime();
      RunReport.Verdict verdict = translated(name, Checkers.named(name).check(evidence));
      report.verdict(verdict);
      progress.say(
          "  %-18s %s: %s (%,d ms)"
              .formatted(
                  name,
                  verdict.outcome().toString().toLowerCase(Locale.ROOT),
                  verdict.summary(),
                  (System.nanoTime() - startNs) / 1_000_000));
    }
  }

  static void add(ReportBuilder report, Findings findings) {
    List<Offence> offences =
        findings.lines().stream().map(line -> new Offence(line, List.of())).toList();
    report.verdict(
        new RunReport.Verdict(
            "processes",
            "nodes live, come back and become equal",
            offences.isEmpty() ? Outcome.HELD : Outcome.VIOLATED,
            offences.isEmpty() ? "as they should" : offences.size() + " findings",
            offences));
  }

  private static RunReport.Verdict translated(String name, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ok(long looked) ->
          looked == 0
              ? new RunReport.Verdict(
                  name, name, Outcome.UNDECIDED, "there was nothing to look at", List.of())
              : new RunReport.Verdict(
                  name, name, Outcome.HELD, "looked at %,d".formatted(looked), List.of());
      case Verdict.Violation(String what, List<Op> ops) ->
          new RunReport.Verdict(
              name,
              name,
              Outcome.VIOLATED,
              what,
              List.of(new Offence(what, ops.stream().map(Verdicts::event).toList())));
      case Verdict.Unknown(String why) ->
          new RunReport.Verdict(name, name, Outcome.UNDECIDED, why, List.of());
    };
  }

  private static Event event(Op op) {
    return new Event(
        "client %d in %s".formatted(op.process(), op.region()),
        op.toString(),
        op.outcome().toString(),
        op.invokedNs() / NS_PER_S,
        op.returnedNs() == Op.NEVER ? Double.POSITIVE_INFINITY : op.returnedNs() / NS_PER_S);
  }
}
