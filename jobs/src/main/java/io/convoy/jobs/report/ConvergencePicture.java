package io.convoy.jobs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The error of every iteration on a logarithmic axis, one stroke per level of epsilon. */
final class ConvergencePicture {

  private static final Color LAST_LEVEL = Theme.HUES.get(0);
  private static final int MOST_LEVELS_NAMED = 5;

  private ConvergencePicture() {}

  static XYChart draw(List<TraceRow> trace, double tolerance, Theme theme) {
    XYChart chart = theme.chart(760, 380);
    chart.setXAxisTitle("iteration");
    chart.setYAxisTitle("marginal error");
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setXAxisMin((double) trace.get(0).iteration());

    List<List<TraceRow>> levels = levels(trace);
    for (int k = 0; k < levels.size(); k++) {
      List<TraceRow> level = levels.get(k);
      boolean last = k == levels.size() - 1;
      String name =
          String.format(Locale.ROOT, "epsilon %.3g%s", level.get(0).epsilon(), "\u200b".repeat(k));
      XYSeries series =
          chart.addSeries(
              name,
              level.stream().mapToDouble(TraceRow::iteration).toArray(),
              level.stream().mapToDouble(TraceRow::error).toArray());
      series.setMarker(level.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      series.setLineColor(shade(k, levels.size(), theme));
      series.setMarkerColor(shade(k, levels.size(), theme));
      series.setLineStyle(new BasicStroke(last ? 2.4f : 1.8f));
      series.setShowInLegend(last || levels.size() <= MOST_LEVELS_NAMED || k == 0);
    }
    XYSeries goal =
        chart.addSeries(
            String.format(Locale.ROOT, "tolerance %.1e", tolerance),
            new double[] {trace.get(0).iteration(), trace.get(trace.size() - 1).iteration()},
            new double[] {tolerance, tolerance});
    goal.setMarker(SeriesMarkers.NONE);
    goal.setLineColor(theme.quiet());
    goal.setLineStyle(
        new BasicStroke(
            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
    return chart;
  }

  /** A curve needs an iteration and a logarithm. */
  static List<TraceRow> drawable(List<TraceRow> trace) {
    return trace.stream().filter(row -> row.error() > 0 && Double.isFinite(row.error())).toList();
  }

  private static List<List<TraceRow>> levels(List<TraceRow> trace) {
    List<List<TraceRow>> levels = new ArrayList<>();
    for (TraceRow row : trace) {
      if (levels.isEmpty() || levels.get(levels.size() - 1).get(0).epsilon() != row.epsilon()) {
        levels.add(new ArrayList<>());
      }
      levels.get(levels.size() - 1).add(row);
    }
    return levels;
  }

  /** Earlier levels fade towards the quiet colour. */
  private static Color shade(int level, int levels, Theme theme) {
    double strength = levels == 1 ? 1 : 0.15 + 0.85 * level / (levels - 1);
    Color quiet = theme.quiet();
    return new Color(
        mix(quiet.getRed(), LAST_LEVEL.getRed(), strength),
        mix(quiet.getGreen(), LAST_LEVEL.getGreen(), strength),
        mix(quiet.getBlue(), LAST_LEVEL.getBlue(), strength));
  }

  private static int mix(int from, int to, double strength) {
    return (int) Math.round(from + strength * (to - from));
  }
}
