package io.antipode.load.report;

import io.antipode.load.report.RunReport.Event;
import io.antipode.load.report.RunReport.Offence;
import java.util.List;
import java.util.Locale;

/**
 * The history that shows a violation: a row for each operation, its bar from invocation to answer.
 */
final class HistoryLanes {
  private static final int ROW = 24;
  private static final int TOP = 6;
  private static final int LEFT = 190;

  private HistoryLanes() {}

  static String of(Offence offence) {
    List<Event> history = offence.history();
    if (history.isEmpty()) {
      return "";
    }
    double from = history.stream().mapToDouble(Event::fromSeconds).min().orElse(0);
    double last =
        history.stream()
            .mapToDouble(
                event ->
                    Double.isFinite(event.toSeconds()) ? event.toSeconds() : event.fromSeconds())
            .max()
            .orElse(from);
    Scale time = new Scale(false, from, Math.max(last, from + 1e-6), LEFT, 700);
    int height = TOP + ROW * history.size() + 4;
    Svg svg = new Svg("history", Svg.WIDTH, height, offence.what(), "");
    for (int i = 0; i < history.size(); i++) {
      Event event = history.get(i);
      double top = TOP + (double) ROW * i;
      boolean answered = Double.isFinite(event.toSeconds());
      double begin = time.at(event.fromSeconds());
      double end = answered ? time.at(event.toSeconds()) : 712;
      svg.label("tick", LEFT - 8, top + 15, "end", event.client());
      svg.rectangle(
          "event " + event.outcome().split("\\W", 2)[0].toLowerCase(Locale.ROOT),
          begin,
          top + 4,
          Math.max(3, end - begin),
          ROW - 8.0,
          String.format(
              Locale.ROOT,
              "%s: %s; %.6f s to %s",
              event.operation(),
              event.outcome(),
              event.fromSeconds(),
              answered ? String.format(Locale.ROOT, "%.6f s", event.toSeconds()) : "no answer"));
      svg.label("event-name", 722, top + 15, "start", event.operation() + " → " + event.outcome());
    }
    return svg.end();
  }
}
