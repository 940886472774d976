package io.convoy.jobs.train;

import io.convoy.jobs.report.Look;
import io.convoy.jobs.report.Picture;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** Accuracies, a row per rule and a column per attack. */
final class TournamentPicture {

  private static final int CELL = 46;
  private static final int ROW = 24;

  private TournamentPicture() {}

  /**
   * Returns the accuracies of rules under attacks, if this machine can draw.
   *
   * @param accuracies one array per rule, one value per attack
   */
  static Optional<Picture> of(List<String> rules, List<String> attacks, List<double[]> accuracies) {
    return Picture.draw(
        "tournament",
        "Accuracy on held-out rows of every aggregator (row) under every attack (column)",
        () -> chart(rules, attacks, accuracies));
  }

  private static HeatMapChart chart(
      List<String> rules, List<String> attacks, List<double[]> accuracies) {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(260 + CELL * attacks.size())
            .height(170 + ROW * rules.size())
            .build();
    Look.apply(chart.getStyler());
    chart.getStyler().setShowValue(true);
    chart.getStyler().setHeatMapValueDecimalPattern("0.00");
    chart.getStyler().setValueFontColor(Look.TEXT);
    chart.getStyler().setXAxisLabelRotation(60);
    chart.getStyler().setMin(0);
    chart.getStyler().setMax(1);
    chart
        .getStyler()
        .setRangeColors(
            new Color[] {
              new Color(0xd55e00), new Color(0xf2c9a1), new Color(0xf7f7f7), new Color(0x9ccfe8)
            });
    chart.getStyler().setLegendVisible(false);
    List<Number[]> cells =
        IntStream.range(0, rules.size())
            .boxed()
            .flatMap(
                row ->
                    IntStream.range(0, attacks.size())
                        .mapToObj(
                            column ->
                                new Number[] {
                                  column, rules.size() - 1 - row, accuracies.get(row)[column]
                                }))
            .toList();
    List<String> upward =
        IntStream.range(0, rules.size()).mapToObj(k -> rules.get(rules.size() - 1 - k)).toList();
    chart.addSeries("accuracy", attacks, upward, cells);
    return chart;
  }
}
