package io.convoy.jobs.project;

import io.convoy.jobs.report.Look;
import io.convoy.jobs.report.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What runs reached against what a fit to all others says of them; points on the line are right.
 */
final class FitPicture {

  private FitPicture() {}

  /**
   * Returns the drawing, if this machine can draw.
   *
   * @param names of the series, different
   * @param fitted one array per series
   * @param measured likewise
   */
  static Optional<Picture> of(List<String> names, List<double[]> fitted, List<double[]> measured) {
    return Picture.draw(
        "fit",
        "What pilots reached against what the fit to all others says of them, by size",
        () -> draw(names, fitted, measured));
  }

  private static XYChart draw(List<String> names, List<double[]> fitted, List<double[]> measured) {
    XYChart chart = Look.chart(760, 460);
    chart.setXAxisTitle("fitted without the run");
    chart.setYAxisTitle("measured");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(7);
    chart.getStyler().setXAxisDecimalPattern("0.###");
    chart.getStyler().setYAxisDecimalPattern("0.###");
    double low = measured.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
    double high = measured.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
    XYSeries line = chart.addSeries("equal", new double[] {low, high}, new double[] {low, high});
    line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    line.setMarker(SeriesMarkers.NONE);
    line.setLineColor(Look.QUIET);
    for (int k = 0; k < names.size(); k++) {
      XYSeries series = chart.addSeries(names.get(k), fitted.get(k), measured.get(k));
      Color hue = Look.HUES.get(k % Look.HUES.size());
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(Look.translucent(hue, 180));
    }
    return chart;
  }
}
