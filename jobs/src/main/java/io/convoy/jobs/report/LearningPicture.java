package io.convoy.jobs.report;

import java.util.Arrays;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How a model's error on held-out rows falls from epoch to epoch. */
final class LearningPicture {

  private LearningPicture() {}

  static XYChart draw(double[] errors, String name) {
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
