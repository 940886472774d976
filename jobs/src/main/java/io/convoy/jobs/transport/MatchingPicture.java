package io.convoy.jobs.transport;

import io.convoy.jobs.report.Look;
import io.convoy.jobs.report.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
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
  private static final int LEGEND_COLUMNS = 90;

  private MatchingPicture() {}

  /** Returns the picture, if there are points and this machine can draw. */
  static Optional<Picture> of(Clouds clouds) {
    return clouds.source().length == 0 || clouds.target().length == 0
        ? Optional.empty()
        : Picture.draw(
            "matching",
            "The strongest matches from source (circles) to target (diamonds), in their first two"
                + " principal components",
            () -> draw(clouds));
  }

  static XYChart draw(Clouds clouds) {
    XYChart chart = Look.chart(760, 560);
    chart.setXAxisTitle("first principal component");
    chart.setYAxisTitle("second principal component");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(7);
    addMatches(chart, clouds);
    Map<String, Color> hues = hues(clouds);
    addCloud(chart, "source", clouds.source(), clouds.sourceLabels(), hues, SeriesMarkers.CIRCLE);
    addCloud(chart, "target", clouds.target(), clouds.targetLabels(), hues, SeriesMarkers.DIAMOND);
    return chart;
  }

  /** Draws all lines of one shade as one series; a NaN lifts the pen. */
  private static void addMatches(XYChart chart, Clouds clouds) {
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
        lines.setLineColor(Look.translucent(Look.QUIET, 90 + 55 * shade));
        lines.setLineStyle(new BasicStroke(1f));
        lines.setShowInLegend(false);
      }
    }
  }

  /** Draws all points alike, or one series per label; the marker tells the tables apart. */
  private static void addCloud(
      XYChart chart,
      String name,
      double[][] points,
      List<String> labels,
      Map<String, Color> hues,
      Marker marker) {
    if (hues.isEmpty()) {
      Color hue = Look.HUES.get(name.equals("source") ? 0 : 1);
      addPoints(chart, name, points, i -> true, hue, marker);
      return;
    }
    hues.forEach(
        (label, hue) -> {
          boolean named = chart.getSeriesMap().containsKey(label);
          String series = named ? label + Look.SAME_TO_THE_EYE : label;
          addPoints(chart, series, points, i -> labels.get(i).equals(label), hue, marker)
              .ifPresent(drawn -> drawn.setShowInLegend(!named));
        });
  }

  private static Optional<XYSeries> addPoints(
      XYChart chart,
      String name,
      double[][] points,
      IntPredicate chosen,
      Color hue,
      Marker marker) {
    int[] rows = IntStream.range(0, points.length).filter(chosen).toArray();
    if (rows.length == 0) {
      return Optional.empty();
    }
    XYSeries series =
        chart.addSeries(
            name,
            IntStream.of(rows).mapToDouble(i -> points[i][0]).toArray(),
            IntStream.of(rows).mapToDouble(i -> points[i][1]).toArray());
    series.setMarker(marker);
    series.setMarkerColor(Look.translucent(hue, 210));
    series.setLineStyle(SeriesLines.NONE);
    return Optional.of(series);
  }

  /**
   * Returns a colour per label, or none if some points have no label or they are too many for
   * colours and legend.
   */
  private static Map<String, Color> hues(Clouds clouds) {
    Collection<String> labels =
        new TreeSet<>(
            Stream.concat(clouds.sourceLabels().stream(), clouds.targetLabels().stream()).toList());
    boolean legible = labels.stream().mapToInt(label -> label.length() + 4).sum() <= LEGEND_COLUMNS;
    boolean everywhere = !clouds.sourceLabels().isEmpty() && !clouds.targetLabels().isEmpty();
    Map<String, Color> hues = new LinkedHashMap<>();
    if (everywhere && legible && labels.size() <= Look.HUES.size()) {
      labels.forEach(label -> hues.put(label, Look.HUES.get(hues.size())));
    }
    return hues;
  }
}
