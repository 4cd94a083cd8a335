package io.antipode.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Maps values to a figure's coordinates, linearly or by logarithm, and knows where ticks belong.
 * {@code from} maps to {@code pixelFrom}; values outside are clamped.
 */
record Scale(boolean logarithmic, double from, double to, double pixelFrom, double pixelTo) {
  private static final int TICKS = 5;

  /** From zero to a round number at or above {@code max}. */
  static Scale upTo(double max, double pixelFrom, double pixelTo) {
    double step = step(max <= 0 ? 1 : max);
    return new Scale(
        false, 0, Math.max(step, Math.ceil(max / step - 1e-9) * step), pixelFrom, pixelTo);
  }

  /** Whole decades round positive values. */
  static Scale decades(double min, double max, double pixelFrom, double pixelTo) {
    double low = Math.floor(Math.log10(min) + 1e-9);
    double high = Math.max(low + 1, Math.ceil(Math.log10(max) - 1e-9));
    return new Scale(true, Math.pow(10, low), Math.pow(10, high), pixelFrom, pixelTo);
  }

  /** Where a value is drawn. */
  double at(double value) {
    double part =
        logarithmic
            ? (Math.log10(Math.max(value, from)) - Math.log10(from))
                / (Math.log10(to) - Math.log10(from))
            : (value - from) / (to - from);
    return pixelFrom + Math.clamp(part, 0, 1) * (pixelTo - pixelFrom);
  }

  /** Round values across the scale. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double tick = from; tick <= to * (1 + 1e-9); tick *= 10) {
        ticks.add(tick);
      }
    } else {
      double step = step(to - from);
      for (int i = 0; from + i * step <= to + step * 1e-9; i++) {
        ticks.add(from + i * step);
      }
    }
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten, so that about five of them make the extent. */
  private static double step(double extent) {
    double rough = extent / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
  }

  /** A short label: {@code 12k}, {@code 0.05}. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size >= 999_500) {
      return trim(value / 1e6) + "M";
    }
    if (size >= 1_000) {
      return trim(value / 1e3) + "k";
    }
    return trim(value);
  }

  private static String trim(double value) {
    double size = Math.abs(value);
    String text =
        String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 1 ? "%.1f" : "%.3f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
