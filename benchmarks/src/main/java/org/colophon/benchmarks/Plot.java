package org.colophon.benchmarks;

import java.util.Locale;
import java.util.Map;

/** A bar for each value, as SVG. */
final class Plot {
  private static final int WIDTH = 760;
  private static final int NAME_WIDTH = 210;
  private static final int ROW = 26;
  private static final int TOP = 44;

  private Plot() {}

  /** Bars from 0 on one linear scale. */
  static String bars(String title, Map<String, Double> values) {
    double max = values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
    int height = TOP + ROW * values.size() + 12;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                + "<text x=\"12\" y=\"24\" font-size=\"15\" font-weight=\"bold\">%s</text>%n",
            WIDTH,
            height,
            escaped(title)));
    int row = 0;
    for (Map.Entry<String, Double> bar : values.entrySet()) {
      int y = TOP + ROW * row++;
      double width = (WIDTH - NAME_WIDTH - 110) * bar.getValue() / max;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"#35618f\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%,.1f</text>%n",
              NAME_WIDTH - 8,
              y + 14,
              escaped(bar.getKey()),
              NAME_WIDTH,
              y,
              width,
              NAME_WIDTH + width + 6,
              y + 14,
              bar.getValue()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
