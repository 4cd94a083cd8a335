package io.antipode.load.report;

import io.antipode.load.report.RunReport.Fact;
import io.antipode.load.report.RunReport.Offence;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Table;
import io.antipode.load.report.RunReport.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A report for the terminal: figures, tables and verdicts as plain text of fixed width. */
public final class TerminalSummary {
  /** Offences shown for each verdict; the files have them all. */
  private static final int OFFENCES = 3;

  private TerminalSummary() {}

  /** Several lines, the last one ended too. */
  public static String of(RunReport report) {
    StringBuilder text = new StringBuilder();
    text.append('\n').append(report.name()).append(": ").append(report.about()).append('\n');
    for (Fact fact : report.facts()) {
      text.append("  %-36s %s%n".formatted(fact.label(), fact.value()));
    }
    report.tables().forEach(table -> append(text, table));
    if (!report.latencies().isEmpty()) {
      append(text, LatencyTable.of(report.latencies()));
    }
    if (!report.verdicts().isEmpty()) {
      text.append('\n');
    }
    report.verdicts().forEach(verdict -> append(text, verdict));
    return text.toString();
  }

  private static void append(StringBuilder text, Verdict verdict) {
    String mark =
        switch (verdict.outcome()) {
          case HELD -> "held    ";
          case VIOLATED -> "VIOLATED";
          case UNDECIDED -> "open    ";
        };
    text.append("  %s  %s: %s%n".formatted(mark, verdict.promise(), verdict.summary()));
    if (verdict.outcome() == Outcome.VIOLATED) {
      for (Offence offence : verdict.offences().stream().limit(OFFENCES).toList()) {
        text.append("            ").append(offence.what()).append('\n');
        offence
            .history()
            .forEach(
                event ->
                    text.append(
                        "              %-24s %-40s %s%n"
                            .formatted(event.client(), event.operation(), event.outcome())));
      }
    }
  }

  /** The first column to the left, figures to the right. */
  private static void append(StringBuilder text, Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns());
    lines.addAll(table.rows());
    int[] widths = new int[table.columns().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    text.append('\n').append(table.title());
    text.append(table.about().isEmpty() ? "" : ", " + table.about()).append('\n');
    for (List<String> line : lines) {
      text.append("  ");
      for (int i = 0; i < widths.length; i++) {
        text.append(("%" + (i == 0 ? "-" : "") + widths[i] + "s  ").formatted(line.get(i)));
      }
      text.append('\n');
    }
  }
}
