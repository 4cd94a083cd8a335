package io.antipode.load.bench.measure;

import io.antipode.load.bench.profile.Profile;
import io.antipode.load.http.Result;
import io.antipode.load.http.Watcher;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs profiles on one or more targets, in turns round by round, so that the machine's moods hit
 * all alike.
 */
public final class Comparison {
  private final List<Subject> subjects;
  private final LoadOptions options;
  private final ReportBuilder report;

  public Comparison(List<Subject> subjects, LoadOptions options, ReportBuilder report) {
    this.subjects = subjects;
    this.options = options;
    this.report = report;
  }

  /** All rounds of each profile and subject together, subjects in their order. */
  public Map<Profile, List<Result>> run(List<Profile> profiles) throws IOException {
    Map<Profile, List<Result>> results = new LinkedHashMap<>();
    for (Profile profile : profiles) {
      double from = report.seconds();
      results.put(profile, run(profile));
      report.mark(new Mark(MarkKind.PHASE, "profile", profile.name(), from, report.seconds()));
    }
    ProgressLine.clear();
    return results;
  }

  private List<Result> run(Profile profile) throws IOException {
    for (Subject subject : subjects) {
      subject.prepare(profile);
    }
    List<Result> sums = new ArrayList<>();
    for (int round = 0; round < options.rounds; round++) {
      for (int turn = 0; turn < subjects.size(); turn++) {
        // There and back, so that none profits from its place.
        int i = round % 2 == 0 ? turn : subjects.size() - 1 - turn;
        Result result =
            subjects.get(i).run(profile, options.plan(round == 0), watcher(profile, i, round));
        if (round == 0) {
          sums.add(result);
        } else {
          sums.set(i, sums.get(i).plus(result));
        }
      }
    }
    for (int i = 0; i < subjects.size(); i++) {
      show(profile, subjects.get(i), sums.get(i));
    }
    return sums;
  }

  private Watcher watcher(Profile profile, int subject, int round) {
    String name = subjects.get(subject).name();
    double seconds = options.seconds + (round == 0 ? options.warmUpSeconds : 0);
    Watcher line = ProgressLine.of(profile.name() + ", " + name, seconds);
    return interval -> {
      line.second(interval);
      double at = report.seconds(interval.toNs());
      report.point("Throughput", "ops/s", name, at, interval.perSecond());
      report.point("Latency p99", "ms", name, at, interval.p99Ns() / 1e6);
    };
  }

  private void show(Profile profile, Subject subject, Result result) {
    ProgressLine.clear();
    System.out.printf(
        "%-12s %-16s %,9.0f/s  p50 %.2f ms  p99 %.2f ms  errors %d%s%n",
        profile.name(),
        subject.name(),
        result.perSecond(),
        result.millis(50),
        result.millis(99),
        result.errors(),
        result.unsent() == 0 ? "" : "  never sent, since it fell behind: " + result.unsent());
    if (subjects.size() == 1) {
      result
          .latencyNs()
          .forEach((kind, latencyNs) -> report.latency(profile.name(), kind, latencyNs));
    } else {
      report.latency(profile.name(), subject.name(), result.all());
    }
  }
}
