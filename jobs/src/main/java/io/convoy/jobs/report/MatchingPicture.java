package io.convoy.jobs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Two clouds of points and, between them, what goes where: the stronger a match, the darker its
 * line.
 */
final class MatchingPicture {

  private static final int SHADES = 4;

  private MatchingPicture() {}

  static XYChart draw(Clouds clouds, Theme theme) {
    XYChart chart = theme.chart(760, 560);
    chart.setXAxisTitle("first principal component");
    chart.setYAxisTitle("second principal component");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(7);
    addMatches(chart, clouds, theme);
    Map<String, Color> hues = hues(clouds);
    addCloud(chart, "source", clouds.source(), clouds.sourceLabels(), hues, SeriesMarkers.CIRCLE);
    addCloud(chart, "target", clouds.target(), clouds.targetLabels(), hues, SeriesMarkers.DIAMOND);
    return chart;
  }

  /** Draws all lines of one shade as one series; a NaN lifts the pen. */
  private static void addMatches(XYChart chart, Clouds clouds, Theme theme) {
    double largest = clouds.matches().stream().mapToDouble(Match::mass).max().orElse(0);
    for (int shade = 0; shade < SHADES; shade++) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (Match match : clouds.matches()) {
        if (shade == Math.min(SHADES - 1, (int) (SHADES * match.mass() / largest))) {
          double[] from = clouds.source()[match.source()];
          double[] to = clouds.target()[match.target()];
          x.addAll(List.of(from[0], to[0], to[0]));
          y.addAll(List.of(from[1], to[1], Double.NaN));
        }
      }
      if (!x.isEmpty()) {
        XYSeries lines = chart.addSeries("matches " + shade, x, y);
        lines.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        lines.setMarker(SeriesMarkers.NONE);
        lines.setLineColor(transparent(theme.quiet(), 60 + 45 * shade));
        lines.setLineStyle(new BasicStroke(1f));
        lines.setShowInLegend(false);
      }
    }
  }

  private static void addCloud(
      XYChart chart,
      String name,
      double[][] points,
      List<String> labels,
      Map<String, Color> hues,
      Marker marker) {
    if (hues.isEmpty()) {
      Color hue = Theme.HUES.get(name.equals("source") ? 0 : 5);
      addPoints(chart, name, points, IntStream.range(0, points.length).toArray(), hue, marker);
      return;
    }
    hues.forEach(
        (label, hue) ->
            addPoints(
                chart,
                name + " " + label,
                points,
                IntStream.range(0, points.length)
                    .filter(i -> labels.get(i).equals(label))
                    .toArray(),
                hue,
                marker));
  }

  private static void addPoints(
      XYChart chart, String name, double[][] points, int[] chosen, Color hue, Marker marker) {
    if (chosen.length == 0) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            name,
            IntStream.of(chosen).mapToDouble(i -> points[i][0]).toArray(),
            IntStream.of(chosen).mapToDouble(i -> points[i][1]).toArray());
    series.setMarker(marker);
    series.setMarkerColor(transparent(hue, 210));
    series.setLineStyle(SeriesLines.NONE);
  }

  /** Returns a colour per label, or none if there are too many labels to tell apart. */
  private static Map<String, Color> hues(Clouds clouds) {
    Collection<String> labels =
        new TreeSet<>(
            Stream.concat(clouds.sourceLabels().stream(), clouds.targetLabels().stream()).toList());
    boolean everywhere = !clouds.sourceLabels().isEmpty() && !clouds.targetLabels().isEmpty();
    Map<String, Color> hues = new LinkedHashMap<>();
    if (everywhere && labels.size() <= Theme.HUES.size()) {
      labels.forEach(label -> hues.put(label, Theme.HUES.get(hues.size())));
    }
    return hues;
  }

  private static Color transparent(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }
}
