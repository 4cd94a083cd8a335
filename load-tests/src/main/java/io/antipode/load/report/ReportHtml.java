package io.antipode.load.report;

import static io.antipode.load.report.Svg.escape;

import io.antipode.load.report.RunReport.Bars;
import io.antipode.load.report.RunReport.Chart;
import io.antipode.load.report.RunReport.Fact;
import io.antipode.load.report.RunReport.Latency;
import io.antipode.load.report.RunReport.Outcome;
import io.antipode.load.report.RunReport.Point;
import io.antipode.load.report.RunReport.Series;
import io.antipode.load.report.RunReport.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A report as one HTML page that needs nothing else: style and script are inlined from the
 * resources beside this class ({@code page.html}, {@code page.css}, {@code page.js}), figures are
 * SVG. Without its script it only loses the values under the pointer.
 */
public final class ReportHtml {
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportHtml() {}

  /** The page's text. */
  public static String of(RunReport report) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("style", resource("page.css"));
    parts.put("script", resource("page.js"));
    parts.put("name", escape(report.name()));
    parts.put("about", escape(report.about()));
    parts.put("badge", badge(report));
    parts.put("started", escape(report.startedAt().replaceAll("\\.\\d+Z$", "Z")));
    parts.put("duration", duration(report.durationSeconds()));
    parts.put("commit", escape(report.environment().commit()));
    parts.put("facts", facts(report.facts()));
    parts.put("verdicts", VerdictCards.of(report.verdicts()));
    parts.put("faults", section("Faults", FaultLanes.of(report.marks(), report.durationSeconds())));
    parts.put("tables", each(report.tables(), ReportHtml::table));
    parts.put("bars", each(report.bars(), ReportHtml::bars));
    parts.put(
        "charts", section("Over time", each(report.charts(), chart -> figure(chart, report))));
    parts.put("latencies", section("Latency by percentile", latencies(report.latencies())));
    parts.put("environment", environment(report.environment()));
    parts.put("command", escape(report.command()));
    Matcher slots = SLOT.matcher(resource("page.html"));
    return slots.replaceAll(
        slot -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(slot.group(1)))));
  }

  private static String badge(RunReport report) {
    long broken =
        report.verdicts().stream().filter(each -> each.outcome() == Outcome.VIOLATED).count();
    if (broken > 0) {
      return "<span class=\"badge violated\">%d of %d promises broken</span>"
          .formatted(broken, report.verdicts().size());
    }
    return report.verdicts().isEmpty()
        ? "<span class=\"badge\">measured</span>"
        : "<span class=\"badge held\">no promise broken</span>";
  }

  private static String facts(List<Fact> facts) {
    return each(
        facts,
        fact ->
            "<div class=\"fact\"><b>%s</b><span>%s</span></div>"
                .formatted(escape(fact.value()), escape(fact.label())));
  }

  private static String figure(Chart chart, RunReport report) {
    StringBuilder legend = new StringBuilder();
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      double mean = series.points().stream().mapToDouble(Point::value).average().orElse(0);
      legend.append(key(i, series.name(), "mean " + Scale.label(mean)));
    }
    return "<figure><figcaption><h3>%s</h3><small>%s</small>%s</figcaption>%s</figure>"
        .formatted(
            escape(chart.title()),
            escape(chart.unit()),
            legend,
            TimeChart.of(chart, report.marks(), report.durationSeconds()));
  }

  private static String bars(Bars chart) {
    StringBuilder legend = new StringBuilder();
    for (int i = 0; i < chart.series().size(); i++) {
      legend.append(key(i, chart.series().get(i), ""));
    }
    return "<section><h2>%s</h2><figure><figcaption><small>%s</small>%s</figcaption>%s</figure></section>"
        .formatted(escape(chart.title()), escape(chart.unit()), legend, BarChart.of(chart));
  }

  private static String latencies(List<Latency> latencies) {
    if (latencies.isEmpty()) {
      return "";
    }
    Map<String, List<Latency>> groups =
        latencies.stream()
            .collect(
                Collectors.groupingBy(Latency::group, LinkedHashMap::new, Collectors.toList()));
    StringBuilder plots = new StringBuilder("<div class=\"plots\">");
    groups.forEach(
        (group, curves) -> {
          StringBuilder legend = new StringBuilder();
          for (int i = 0; i < curves.size(); i++) {
            legend.append(key(i, curves.get(i).name(), ""));
          }
          plots.append(
              "<figure><figcaption><h3>%s</h3><small>ms</small>%s</figcaption>%s</figure>"
                  .formatted(escape(group), legend, PercentileChart.of(group, curves)));
        });
    return plots.append("</div>").append(table(LatencyTable.of(latencies))).toString();
  }

  private static String key(int series, String name, String note) {
    return "<span class=\"key\"><i class=\"%s\"></i>%s <em>%s</em></span>"
        .formatted(Svg.colour(series), escape(name), escape(note));
  }

  private static String table(Table table) {
    String head = each(table.columns(), name -> "<th>" + escape(name) + "</th>");
    String rows =
        each(
            table.rows(),
            row -> "<tr>" + each(row, cell -> "<td>" + escape(cell) + "</td>") + "</tr>");
    return section(
        table.title(),
        "<p>%s</p><div class=\"scroll\"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>"
            .formatted(escape(table.about()), head, rows));
  }

  private static String environment(Environment machine) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("CPU", machine.cpu());
    parts.put("Cores", Integer.toString(machine.cores()));
    parts.put("Memory", machine.memoryText());
    parts.put("JDK", machine.jdk());
    parts.put("OS", machine.os());
    parts.put("Commit", machine.commit());
    return each(
        List.copyOf(parts.entrySet()),
        part -> "<dt>%s</dt><dd>%s</dd>".formatted(part.getKey(), escape(part.getValue())));
  }

  /** Empty where its body is. */
  static String section(String title, String body) {
    return body.isEmpty() ? "" : "<section><h2>%s</h2>%s</section>".formatted(escape(title), body);
  }

  static <T> String each(List<T> items, java.util.function.Function<T, String> markup) {
    return items.stream().map(markup).collect(Collectors.joining("\n"));
  }

  private static String duration(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %d s", (long) seconds / 60, (long) seconds % 60);
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(ReportHtml.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
