package io.antipode.load.report;

import io.antipode.load.report.RunReport.Mark;
import io.antipode.load.report.RunReport.MarkKind;
import java.util.List;

/** What was broken and when: one lane for each type of fault, over the time of the run. */
final class FaultLanes {
  private static final int LANE = 20;
  private static final int TOP = 6;

  private FaultLanes() {}

  /** Empty where nothing was broken. */
  static String of(List<Mark> marks, double durationSeconds) {
    List<Mark> faults = marks.stream().filter(mark -> mark.kind() == MarkKind.FAULT).toList();
    List<String> types = faults.stream().map(Mark::type).distinct().sorted().toList();
    if (types.isEmpty()) {
      return "";
    }
    int left = 150;
    int bottom = TOP + LANE * types.size();
    Scale time = new Scale(false, 0, Math.max(durationSeconds, 1e-3), left, TimeChart.RIGHT);
    Svg svg = new Svg("lanes", Svg.WIDTH, bottom + 26, "Faults over time", "");
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i);
      long count = faults.stream().filter(mark -> mark.type().equals(type)).count();
      double middle = TOP + LANE * (i + 0.5);
      svg.label("tick", left - 8, middle + 4, "end", type + " × " + count);
      svg.line("grid", left, middle, TimeChart.RIGHT, middle);
    }
    for (Mark fault : faults) {
      double from = time.at(fault.fromSeconds());
      svg.rectangle(
          "fault-solid",
          from,
          TOP + LANE * types.indexOf(fault.type()) + 4.0,
          Math.max(TimeChart.LEAST_WIDTH, time.at(fault.toSeconds()) - from),
          LANE - 8.0,
          TimeChart.says(fault));
    }
    TimeChart.drawTimeAxis(svg, time, bottom);
    return svg.end();
  }
}
