package io.convoy.jobs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The error of every iteration on a logarithmic axis, one stroke per strength of the penalty; where
 * nothing says when to stop, the loss.
 */
final class ConvergencePicture {

  private static final Color LAST_LEVEL = Look.HUES.get(0);

  private static final int MOST_LEVELS_NAMED = 4;

  private ConvergencePicture() {}

  static XYChart draw(List<TraceRow> trace, double tolerance, String strength) {
    XYChart chart = Look.chart(760, 380);
    chart.setXAxisTitle("iteration");
    chart.setYAxisTitle(tolerance > 0 ? "error" : "loss");
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);

    List<List<TraceRow>> levels = levels(trace);
    for (int k = 0; k < levels.size(); k++) {
      List<TraceRow> level = levels.get(k);
      boolean last = k == levels.size() - 1;
      String name =
          tolerance > 0
              ? strength
                  + " "
                  + Numbers.brief(level.get(0).epsilon())
                  + Look.SAME_TO_THE_EYE.repeat(k)
              : "median over workers of the mean loss of a batch";
      XYSeries series =
          chart.addSeries(
              name,
              level.stream().mapToDouble(TraceRow::iteration).toArray(),
              level.stream().mapToDouble(TraceRow::error).toArray());
      series.setMarker(level.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      series.setLineColor(shade(k, levels.size()));
      series.setMarkerColor(shade(k, levels.size()));
      series.setLineStyle(new BasicStroke(last ? 2.4f : 1.8f));
      series.setShowInLegend(last || levels.size() <= MOST_LEVELS_NAMED || k == 0);
    }
    if (tolerance > 0) {
      drawGoal(chart, trace, tolerance);
    }
    return chart;
  }

  private static void drawGoal(XYChart chart, List<TraceRow> trace, double tolerance) {
    double end =
        trace.get(trace.size() - 1).iteration() + 0.5; // off the grid: XChart else ticks data
    XYSeries goal =
        chart.addSeries(
            "tolerance " + Numbers.brief(tolerance),
            new double[] {0, end},
            new double[] {tolerance, tolerance});
    goal.setMarker(SeriesMarkers.NONE);
    goal.setLineColor(Look.QUIET);
    goal.setLineStyle(
        new BasicStroke(
            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {5, 4}, 0));
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
  private static Color shade(int level, int levels) {
    return Look.between(Look.QUIET, LAST_LEVEL, levels == 1 ? 1 : (double) level / (levels - 1));
  }
}
