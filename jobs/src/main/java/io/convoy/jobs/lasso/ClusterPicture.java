package io.convoy.jobs.lasso;

import io.convoy.jobs.report.Look;
import io.convoy.jobs.report.Picture;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Nodes where they are, the largest clusters in a colour each and all others in grey. */
final class ClusterPicture {

  private ClusterPicture() {}

  /** Returns the clusters on their map, if this machine can draw. */
  static Optional<Picture> of(double[] across, double[] up, int[] clusters) {
    return Picture.draw(
        "clusters",
        "The nodes on the map; the largest clusters have colours of their own",
        () -> draw(across, up, clusters));
  }

  private static XYChart draw(double[] across, double[] up, int[] clusters) {
    XYChart chart = Look.chart(860, 620);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(6);
    // one below the other: so many names do not fit in a line
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    Map<Integer, Long> sizes =
        Arrays.stream(clusters)
            .boxed()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    List<Integer> largest =
        sizes.entrySet().stream()
            .filter(cluster -> cluster.getValue() > 1)
            .sorted(
                Comparator.comparing((Map.Entry<Integer, Long> cluster) -> -cluster.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(Look.HUES.size())
            .map(Map.Entry::getKey)
            .toList();
    add(chart, "others", across, up, rows(clusters, k -> !largest.contains(k)), Look.QUIET);
    for (int k = 0; k < largest.size(); k++) {
      int cluster = largest.get(k);
      add(
          chart,
          "cluster " + cluster + " (" + sizes.get(cluster) + ")",
          across,
          up,
          rows(clusters, c -> c == cluster),
          Look.HUES.get(k));
    }
    return chart;
  }

  private static int[] rows(int[] clusters, IntPredicate chosen) {
    return IntStream.range(0, clusters.length).filter(i -> chosen.test(clusters[i])).toArray();
  }

  private static void add(
      XYChart chart, String name, double[] across, double[] up, int[] rows, Color hue) {
    if (rows.length > 0) {
      XYSeries series =
          chart.addSeries(
              name,
              Arrays.stream(rows).mapToDouble(i -> across[i]).toArray(),
              Arrays.stream(rows).mapToDouble(i -> up[i]).toArray());
      series.setMarker(SeriesMarkers.CIRCLE);
      series.setMarkerColor(Look.translucent(hue, 200));
      series.setLineStyle(SeriesLines.NONE);
    }
  }
}
