package io.antipode.load.report;

import java.util.Locale;

/** Builds one figure's markup; colours and fonts come from the page's style sheet. */
final class Svg {
  /** Width of a full-width figure; it scales with the page. */
  static final int WIDTH = 1_040;

  /** Colours in the style sheet; series beyond take them again. */
  private static final int COLOURS = 8;

  private final StringBuilder text = new StringBuilder();

  /**
   * @param attributes of the element, ready to be written
   */
  Svg(String cssClass, int width, int height, String title, String attributes) {
    text.append(
        "<svg class=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" %s>"
            .formatted(cssClass, width, height, escape(title), attributes));
  }

  /** The class that gives a series its colour. */
  static String colour(int series) {
    return "c" + series % COLOURS;
  }

  Svg line(String cssClass, double x1, double y1, double x2, double y2) {
    text.append("<line class=\"").append(cssClass).append('"');
    number("x1", x1).number("y1", y1).number("x2", x2).number("y2", y2);
    text.append("/>");
    return this;
  }

  /** A rectangle that says what it is when pointed at. */
  Svg rectangle(String cssClass, double x, double y, double width, double height, String says) {
    text.append("<rect class=\"").append(cssClass).append('"');
    number("x", x).number("y", y).number("width", width).number("height", height);
    text.append("><title>").append(escape(says)).append("</title></rect>");
    return this;
  }

  /**
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  Svg label(String cssClass, double x, double y, String anchor, String words) {
    text.append("<text class=\"").append(cssClass).append('"');
    number("x", x).number("y", y);
    text.append(" text-anchor=\"").append(anchor).append("\">");
    text.append(escape(words)).append("</text>");
    return this;
  }

  /**
   * @param points {@code x,y} pairs
   */
  Svg polyline(String cssClass, String name, CharSequence points) {
    text.append("<polyline class=\"line ").append(cssClass).append("\" data-name=\"");
    text.append(escape(name)).append("\" points=\"").append(points).append("\"/>");
    return this;
  }

  private Svg number(String name, double value) {
    text.append(' ').append(name).append("=\"").append(coordinate(value)).append('"');
    return this;
  }

  static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  String end() {
    return text.append("</svg>").toString();
  }

  /** Text for use in markup and attribute values. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
