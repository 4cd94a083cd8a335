package io.antipode.load.report;

import static io.antipode.load.report.Svg.escape;

import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the checkers came to; broken promises first, each with the history that shows it. */
final class VerdictCards {
  private VerdictCards() {}

  static String of(List<Verdict> verdicts) {
    Comparator<Verdict> brokenFirst =
        Comparator.comparing(verdict -> verdict.outcome() != Outcome.VIOLATED);
    return ReportHtml.section(
        "Promises",
        ReportHtml.each(verdicts.stream().sorted(brokenFirst).toList(), VerdictCards::card));
  }

  private static String card(Verdict verdict) {
    return """
    <div class="verdict %1$s"><span class="badge %1$s">%2$s</span><div><h3>%3$s</h3><p>%4$s</p>\
    <small>%5$s</small>%6$s</div></div>\
    """
        .formatted(
            verdict.outcome().name().toLowerCase(Locale.ROOT),
            verdict.outcome().name().toLowerCase(Locale.ROOT),
            escape(verdict.promise()),
            escape(verdict.summary()),
            escape(verdict.checker()),
            ReportHtml.each(verdict.offences(), VerdictCards::offence));
  }

  private static String offence(Offence offence) {
    return "<details open><summary>%s</summary>%s</details>"
        .formatted(escape(offence.what()), HistoryLanes.of(offence));
  }
}
