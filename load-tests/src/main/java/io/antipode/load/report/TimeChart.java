package io.antipode.load.report;

import io.antipode.load.report.RunReport.Chart;
import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import io.antipode.load.report.RunReport.Point;
import io.antipode.load.report.RunReport.Series;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Lines over the time of the run, with what was done to the system drawn behind them. */
final class TimeChart {
  static final int LEFT = 56;
  static final int RIGHT = Svg.WIDTH - 12;
  private static final int TOP = 18;
  private static final int BOTTOM = 200;
  private static final int HEIGHT = 226;

  /** A moment is drawn this wide, so that it can be seen. */
  static final double LEAST_WIDTH = 1.5;

  /** From this spread on, times are drawn by logarithm: a stall would flatten all else. */
  private static final double LOGARITHMIC_SPREAD = 50;

  /** A clock's steps, rather than decimal ones. */
  private static final List<Integer> STEPS_SECONDS =
      List.of(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600);

  private static final int MOST_TICKS = 12;

  private TimeChart() {}

  static String of(Chart chart, List<Mark> marks, double durationSeconds) {
    Scale time = new Scale(false, 0, Math.max(durationSeconds, 1e-3), LEFT, RIGHT);
    Scale value = valueScale(chart);
    Svg svg =
        new Svg(
            "time",
            Svg.WIDTH,
            HEIGHT,
            chart.title() + " over time",
            String.format(
                Locale.ROOT,
                "data-unit=\"%s\" data-log=\"%b\" data-x=\"%s %s %s\" data-y=\"%s %s %s %s\"",
                Svg.escape(chart.unit()),
                value.logarithmic(),
                time.to(),
                LEFT,
                RIGHT,
                value.from(),
                value.to(),
                BOTTOM,
                TOP));
    for (Mark mark : marks) {
      drawMark(svg, mark, time);
    }
    for (double tick : value.ticks()) {
      svg.line("grid", LEFT, value.at(tick), RIGHT, value.at(tick));
      svg.label("tick", LEFT - 8, value.at(tick) + 4, "end", Scale.label(tick));
    }
    drawTimeAxis(svg, time, BOTTOM);
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      StringBuilder points = new StringBuilder();
      for (Point point : series.points()) {
        points
            .append(Svg.coordinate(time.at(point.seconds())))
            .append(',')
            .append(Svg.coordinate(value.at(point.value())))
            .append(' ');
      }
      svg.polyline(Svg.colour(i), series.name(), points.toString().trim());
    }
    return svg.end();
  }

  static void drawTimeAxis(Svg svg, Scale time, double bottom) {
    svg.line("axis", time.pixelFrom(), bottom, time.pixelTo(), bottom);
    double step =
        STEPS_SECONDS.stream()
            .filter(each -> time.to() / each <= MOST_TICKS)
            .findFirst()
            .orElse(7_200);
    for (int tick = 0; tick * step <= time.to(); tick++) {
      svg.label("tick", time.at(tick * step), bottom + 17, "middle", clock(tick * step));
    }
  }

  private static void drawMark(Svg svg, Mark mark, Scale time) {
    double from = time.at(mark.fromSeconds());
    double width = Math.max(LEAST_WIDTH, time.at(mark.toSeconds()) - from);
    boolean phase = mark.kind() == MarkKind.PHASE;
    boolean moment = mark.fromSeconds() == mark.toSeconds();
    svg.rectangle(
        phase ? "phase" : moment ? "fault-moment" : "fault",
        from,
        TOP,
        width,
        BOTTOM - TOP,
        says(mark));
    if (phase && width > 7.0 * mark.label().length()) {
      svg.label("phase-name", from + 4, TOP - 5, "start", mark.label());
    }
  }

  static String says(Mark mark) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %.1f s to %.1f s",
        mark.type(),
        mark.label(),
        mark.fromSeconds(),
        mark.toSeconds());
  }

  private static Scale valueScale(Chart chart) {
    double max = values(chart).max().orElse(1);
    double[] positive = values(chart).filter(each -> each > 0).sorted().toArray();
    if (chart.unit().equals("ms")
        && positive.length > 0
        && max > LOGARITHMIC_SPREAD * positive[positive.length / 2]) {
      return Scale.decades(positive[0], max, BOTTOM, TOP);
    }
    return Scale.upTo(max, BOTTOM, TOP);
  }

  private static DoubleStream values(Chart chart) {
    return chart.series().stream()
        .flatMapToDouble(series -> series.points().stream().mapToDouble(Point::value));
  }

  /** Seconds as {@code 42 s}, or {@code 12:30} from two minutes on. */
  private static String clock(double seconds) {
    return seconds < 120
        ? Scale.label(seconds) + " s"
        : String.format(Locale.ROOT, "%d:%02d", (long) seconds / 60, (long) seconds % 60);
  }
}
