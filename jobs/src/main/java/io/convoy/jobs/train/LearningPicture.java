package io.convoy.jobs.train;

import io.convoy.jobs.report.Look;
import io.convoy.jobs.report.Picture;
import java.util.Arrays;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How a model's error on held-out rows falls from epoch to epoch. */
final class LearningPicture {

  private LearningPicture() {}

  /**
   * Returns the held-out error by epoch, if there is one and this machine can draw.
   *
   * @param curve loss and error of every epoch
   * @param name of the error
   */
  static Optional<Picture> of(double[] curve, String name) {
    double[] errors = new double[curve.length / 2];
    Arrays.setAll(errors, k -> curve[2 * k + 1]);
    return errors.length == 0 || !Double.isFinite(errors[0])
        ? Optional.empty()
        : Picture.draw(
            "learning", "The error on held-out rows after every epoch", () -> chart(errors, name));
  }

  private static XYChart chart(double[] errors, String name) {
    XYChart chart = Look.chart(760, 380);
    chart.setXAxisTitle("epoch");
    chart.setYAxisTitle(name);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setYAxisDecimalPattern("0.###");
    double[] epochs = new double[errors.length];
    Arrays.setAll(epochs, k -> k + 1);
    XYSeries line = chart.addSeries(name, epochs, errors);
    line.setMarker(errors.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    line.setLineColor(Look.HUES.get(0));
    return chart;
  }
}
