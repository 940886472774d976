package io.convoy.jobs.lasso;

import io.convoy.jobs.report.Look;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.Picture;
import java.awt.BasicStroke;
import java.util.Arrays;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What happens along a path of lambdas, which stand at equal steps since one of them may be 0. */
final class PathPicture {

  private PathPicture() {}

  /** Returns how parameters move along the path, one line per node, if this machine can draw. */
  static Optional<Picture> ofParameters(double[] lambdas, double[][] parameters) {
    return Picture.draw(
        "path",
        "How parameters move as lambda grows; every line is one node's first parameter",
        () -> parameters(lambdas, parameters));
  }

  /**
   * Returns the held-out error along the path, if this machine can draw.
   *
   * @param chosen the lambda taken
   */
  static Optional<Picture> ofErrors(double[] lambdas, double[] errors, double chosen) {
    return Picture.draw(
        "errors",
        "The error on held-out rows along the path; the circle is the lambda that was chosen",
        () -> errors(lambdas, errors, chosen));
  }

  private static XYChart parameters(double[] lambdas, double[][] parameters) {
    XYChart chart = chart(lambdas, "parameter");
    chart.getStyler().setLegendVisible(false);
    for (int i = 0; i < parameters.length; i++) {
      XYSeries line = chart.addSeries("node " + i, steps(lambdas), parameters[i]);
      line.setMarker(SeriesMarkers.NONE);
      line.setLineColor(Look.translucent(Look.HUES.get(i % Look.HUES.size()), 120));
      line.setLineStyle(new BasicStroke(1f));
    }
    return chart;
  }

  private static XYChart errors(double[] lambdas, double[] errors, double chosen) {
    XYChart chart = chart(lambdas, "held-out error");
    XYSeries line = chart.addSeries("held-out error", steps(lambdas), errors);
    line.setMarker(SeriesMarkers.DIAMOND);
    line.setLineColor(Look.HUES.get(0));
    line.setMarkerColor(Look.HUES.get(0));
    for (int k = 0; k < lambdas.length; k++) {
      if (lambdas[k] == chosen) {
        XYSeries taken =
            chart.addSeries(
                "lambda " + Numbers.brief(chosen), new double[] {k}, new double[] {errors[k]});
        taken.setMarker(SeriesMarkers.CIRCLE);
        taken.setMarkerColor(Look.HUES.get(1));
        taken.setLineStyle(SeriesLines.NONE);
      }
    }
    return chart;
  }

  private static XYChart chart(double[] lambdas, String vertical) {
    XYChart chart = Look.chart(760, 380);
    chart.setXAxisTitle(
        "step of the path, from lambda "
            + Numbers.brief(lambdas[0])
            + " to "
            + Numbers.brief(lambdas[lambdas.length - 1]));
    chart.setYAxisTitle(vertical);
    return chart;
  }

  private static double[] steps(double[] lambdas) {
    double[] steps = new double[lambdas.length];
    Arrays.setAll(steps, k -> k);
    return steps;
  }
}
