package io.antipode.load.report;

import io.antipode.load.report.RunReport.Latency;
import io.antipode.load.report.RunReport.Percentile;
import java.util.List;

/**
 * The percentile plot of HdrHistogram: latency over {@code 1 / (1 - quantile)}, both by logarithm,
 * so that each further nine gets the same room.
 */
final class PercentileChart {
  static final int WIDTH = 512;
  private static final int HEIGHT = 250;
  private static final int LEFT = 48;
  private static final int RIGHT = WIDTH - 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 218;
  private static final List<String> NINES =
      List.of("0", "90", "99", "99.9", "99.99", "99.999", "99.9999");

  private PercentileChart() {}

  static String of(String title, List<Latency> curves) {
    double min = Double.MAX_VALUE;
    double max = 1e-3;
    double rarest = 100;
    for (Latency curve : curves) {
      for (Percentile point : curve.curve()) {
        min = Math.min(min, Math.max(point.millis(), 1e-3));
        max = Math.max(max, point.millis());
      }
      rarest = Math.max(rarest, Math.min((double) curve.count(), 1e6));
    }
    Scale rarity = Scale.decades(1, rarest, LEFT, RIGHT);
    Scale latency = Scale.decades(Math.min(min, max), max, BOTTOM, TOP);
    Svg svg = new Svg("percentiles", WIDTH, HEIGHT, title + ", latency by percentile", "");
    for (double tick : latency.ticks()) {
      svg.line("grid", LEFT, latency.at(tick), RIGHT, latency.at(tick));
      svg.label("tick", LEFT - 6, latency.at(tick) + 4, "end", Scale.label(tick));
    }
    for (int nines = 0; nines < rarity.ticks().size(); nines++) {
      double x = rarity.at(Math.pow(10, nines));
      svg.line("grid", x, TOP, x, BOTTOM);
      svg.label("tick", x, BOTTOM + 17, "middle", NINES.get(nines) + " %");
    }
    for (int i = 0; i < curves.size(); i++) {
      svg.polyline(Svg.colour(i), curves.get(i).name(), points(curves.get(i), rarity, latency));
    }
    return svg.end();
  }

  /** Steps rather than slopes: a percentile's value holds up to it. */
  private static String points(Latency curve, Scale rarity, Scale latency) {
    StringBuilder points = new StringBuilder();
    double before = -1;
    for (Percentile point : curve.curve()) {
      double x = rarity.at(1 / Math.max(1e-9, 1 - point.percent() / 100));
      String y = Svg.coordinate(latency.at(point.millis()));
      if (before >= 0) {
        points.append(Svg.coordinate(before)).append(',').append(y).append(' ');
      }
      points.append(Svg.coordinate(x)).append(',').append(y).append(' ');
      before = x;
    }
    return points.toString().trim();
  }
}
