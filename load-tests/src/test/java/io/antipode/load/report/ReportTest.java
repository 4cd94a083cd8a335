package io.antipode.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class ReportTest {
  private static final RunReport SAMPLE = SampleReport.sample();
  private static final String PAGE = ReportHtml.of(SAMPLE);
  private static final Pattern FIGURE = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);

  /** The figures, each parsed as the XML that it must be. */
  private static List<Element> figures(String cssClass) throws Exception {
    List<Element> found = new ArrayList<>();
    for (Matcher figure = FIGURE.matcher(PAGE); figure.find(); ) {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(figure.group())));
      if (document.getDocumentElement().getAttribute("class").equals(cssClass)) {
        found.add(document.getDocumentElement());
      }
    }
    return found;
  }

  @Test
  void everySeriesIsALineWithAllItsPoints() throws Exception {
    List<Element> charts = figures("time");
    assertEquals(SAMPLE.charts().size(), charts.size());
    for (int i = 0; i < charts.size(); i++) {
      List<RunReport.Series> series = SAMPLE.charts().get(i).series();
      NodeList lines = charts.get(i).getElementsByTagName("polyline");
      assertEquals(series.size(), lines.getLength());
      for (int line = 0; line < lines.getLength(); line++) {
        Element drawn = (Element) lines.item(line);
        assertEquals(series.get(line).name(), drawn.getAttribute("data-name"));
        assertEquals(
            series.get(line).points().size(), drawn.getAttribute("points").split(" ", -1).length);
      }
    }
  }

  @Test
  void everyMarkIsBehindEveryChartAndEveryFaultInItsLane() throws Exception {
    for (Element chart : figures("time")) {
      assertEquals(SAMPLE.marks().size(), chart.getElementsByTagName("rect").getLength());
    }
    long faults =
        SAMPLE.marks().stream().filter(each -> each.kind() == RunReport.MarkKind.FAULT).count();
    assertEquals(faults, figures("lanes").getFirst().getElementsByTagName("rect").getLength());
  }

  @Test
  void aBrokenPromiseShowsItsHistory() throws Exception {
    assertTrue(PAGE.contains("1 of 3 promises broken"));
    Element history = figures("history").getFirst();
    NodeList bars = history.getElementsByTagName("rect");
    assertEquals(4, bars.getLength());
    assertEquals("event ok", ((Element) bars.item(0)).getAttribute("class"));
    assertEquals("event indeterminate", ((Element) bars.item(1)).getAttribute("class"));
    assertTrue(history.getTextContent().contains("Put k17 = 6 if n = 3 → FAIL"));
    assertFalse(SAMPLE.held());
  }

  @Test
  void theLatenciesOfOneOperationShareAPlot() throws Exception {
    List<Element> plots = figures("percentiles");
    assertEquals(2, plots.size());
    assertEquals(2, plots.getFirst().getElementsByTagName("polyline").getLength());
  }

  @Test
  void barsStandSideBySide() throws Exception {
    assertEquals(4, figures("bars").getFirst().getElementsByTagName("rect").getLength());
  }

  @Test
  void everyTagIsClosed() {
    for (String tag :
        List.of("div", "section", "table", "tr", "td", "figure", "span", "svg", "dl")) {
      assertEquals(count("<" + tag + "[ >]"), count("</" + tag + ">"), tag);
    }
    assertFalse(PAGE.contains("{{"), "an empty slot");
  }

  private static long count(String pattern) {
    return Pattern.compile(pattern).matcher(PAGE).results().count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http:", "https:", "//cdn", "@import", "url(", " src=", "<link", "fetch("})
  void thePageNeedsNothingFromElsewhere(String reference) {
    assertFalse(PAGE.contains(reference), reference);
  }

  @Test
  void namesAreTextAndNeverMarkup() {
    assertTrue(PAGE.contains("us-east-1 &lt;-&gt; eu-west-1"));
    assertTrue(PAGE.contains("writes &amp; faults"));
  }

  @Test
  void thePageSaysWhereAndHowToRunItAgain() {
    for (String needed : List.of(SampleReport.COMMAND, "Some CPU", "24 GiB", "0123456789ab")) {
      assertTrue(PAGE.contains(needed), needed);
    }
  }

  @Test
  void theDataHoldsTheModelUnderItsNames() throws IOException {
    String json = ReportJson.of(SAMPLE);
    List<String> topNames = new ArrayList<>();
    long points = 0;
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (int depth = 0; parser.nextToken() != null; ) {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
          topNames.add(parser.currentName());
        }
        points += token == JsonToken.FIELD_NAME && parser.currentName().equals("seconds") ? 1 : 0;
      }
    }
    assertEquals(
        Stream.of(RunReport.class.getRecordComponents()).map(each -> each.getName()).toList(),
        topNames);
    assertEquals(8 * 120, points);
    assertTrue(json.contains("\"toSeconds\" : null"), "an operation without an answer");
  }

  @Test
  void theTerminalShowsFiguresAndVerdicts() {
    String text = TerminalSummary.of(SAMPLE);
    assertTrue(text.contains("VIOLATED  consistent reads of an item are linearizable"), text);
    assertTrue(text.contains("us-east-1      1,204  0.4 %"), text);
  }

  @Test
  void theFilesAreNamedByTheRun(@TempDir Path folder) throws IOException {
    Path page = ReportFiles.write(SAMPLE, folder.resolve("new"));
    assertEquals("chaos-2026-11-23t12-00-00.html", page.getFileName().toString());
    assertTrue(Files.exists(page.resolveSibling("chaos-2026-11-23t12-00-00.json")));
  }

  @Test
  void aPercentileIsReadFromTheCurve() {
    Histogram latencyNs = new Histogram(60_000_000_000L, 3);
    for (int ms = 1; ms <= 1_000; ms++) {
      latencyNs.recordValue(ms * 1_000_000L);
    }
    RunReport.Latency latency = ReportBuilder.latencyOf("Get", "x", latencyNs);
    assertEquals(500, latency.millis(50), 2);
    assertEquals(990, latency.millis(99), 5);
    assertEquals(1_000, latency.millis(100), 1);
    assertEquals(1_000, latency.count());
  }
}
