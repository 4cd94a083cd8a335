package io.antipode.load.report;

import io.antipode.load.report.RunReport.Bar;
import io.antipode.load.report.RunReport.Bars;
import java.util.List;

/** Bars side by side for each name, to be compared. */
final class BarChart {
  private static final int LEFT = 130;
  private static final int RIGHT = Svg.WIDTH - 70;
  private static final int THICK = 11;
  private static final int SPACE = 10;

  private BarChart() {}

  static String of(Bars chart) {
    double max =
        chart.bars().stream()
            .flatMap(bar -> bar.values().stream())
            .mapToDouble(v -> v)
            .max()
            .orElse(1);
    Scale scale = Scale.upTo(max, LEFT, RIGHT);
    int group = chart.series().size() * THICK + SPACE;
    int bottom = group * chart.bars().size();
    Svg svg = new Svg("bars", Svg.WIDTH, bottom + 24, chart.title(), "");
    for (double tick : scale.ticks()) {
      svg.line("grid", scale.at(tick), 0, scale.at(tick), bottom);
      svg.label("tick", scale.at(tick), bottom + 16, "middle", Scale.label(tick));
    }
    for (int i = 0; i < chart.bars().size(); i++) {
      Bar bar = chart.bars().get(i);
      double top = group * (double) i;
      svg.label("name", LEFT - 10, top + group / 2.0 - 1, "end", bar.name());
      drawGroup(svg, chart.series(), bar, scale, top);
    }
    return svg.end();
  }

  private static void drawGroup(Svg svg, List<String> series, Bar bar, Scale scale, double top) {
    for (int i = 0; i < series.size(); i++) {
      double value = bar.values().get(i);
      double y = top + i * (double) THICK;
      svg.rectangle(
          "bar " + Svg.colour(i),
          LEFT,
          y,
          Math.max(1, scale.at(value) - LEFT),
          THICK - 1.5,
          bar.name() + ", " + series.get(i) + ": " + Scale.label(value));
      svg.label("tick", scale.at(value) + 5, y + THICK - 2, "start", Scale.label(value));
    }
  }
}
