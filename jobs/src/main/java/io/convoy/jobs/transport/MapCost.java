package io.convoy.jobs.transport;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PointTable;
import java.io.Serializable;
import java.util.List;

/**
 * The cost of a map that is given as two tables, rows and images, by their ids.
 *
 * @param cost mean cost of a row and its image
 * @param entropy {@code -sum a log a} of the weights
 * @param strangers what is said of the first row without an image; empty if all have one
 */
record MapCost(double cost, double entropy, String strangers) implements Serializable {

  /** Weights that differ by more than this share are not the same weights. */
  private static final double SAME_WEIGHT = 1e-9;

  /**
   * Returns the cost of the map from {@code source}, in the order of ids, to {@code images}.
   *
   * @throws JobFailure if the tables have not the same ids with the same weights
   */
  static MapCost of(PointTable source, PointTable.Gathered images, GroundCost cost) {
    if (source.rows() != images.ids().size()) {
      throw unpaired("source has " + source.rows() + " rows and target has " + images.ids().size());
    }
    SparkRunner<TableBlock> blocks = SparkRunner.over(source.blocks(), source.runner().blocks());
    List<Integer> rows =
        blocks.collect("rows of blocks", (String unused, TableBlock block) -> block.rows(), "");
    int[] starts = new int[rows.size()];
    for (int b = 1; b < starts.length; b++) {
      starts[b] = starts[b - 1] + rows.get(b - 1);
    }
    try (Shared<Ids> ids = blocks.share(images.ids());
        Shared<PointBlock> points = blocks.share(images.points())) {
      MapCost found = blocks.run("cost of the map", new Sum(ids, points, cost), starts);
      if (!found.strangers.isEmpty()) {
        throw unpaired(found.strangers);
      }
      return found;
    }
  }

  private static JobFailure unpaired(String difference) {
    return JobFailure.badInput(
        "monge-gap needs a source and a target with the same ids and weights: " + difference);
  }

  private record Sum(Shared<Ids> ids, Shared<PointBlock> points, GroundCost cost)
      implements Sweep<TableBlock, int[], MapCost> {

    @Override
    public MapCost visit(int[] starts, TableBlock block) {
      PointBlock rows = block.points();
      PointBlock images = points.value();
      double[] x = new double[rows.dimension()];
      double[] y = new double[rows.dimension()];
      double sum = 0;
      double entropy = 0;
      for (int i = 0; i < rows.rows(); i++) {
        int at = starts[block.index()] + i;
        String difference = difference(block, i, at);
        if (!difference.isEmpty()) {
          return new MapCost(sum, entropy, difference);
        }
        for (int k = 0; k < x.length; k++) {
          x[k] = rows.coordinate(i, k);
          y[k] = images.coordinate(at, k);
        }
        double a = rows.weight(i);
        sum += a * cost.between(x, y);
        entropy -= a * Math.log(a);
      }
      return new MapCost(sum, entropy, "");
    }

    private String difference(TableBlock block, int row, int at) {
      String id = block.ids().text(row);
      String other = ids.value().text(at);
      if (!id.equals(other)) {
        return "row "
            + at
            + " has the id '"
            + id
            + "' in the source and '"
            + other
            + "' in the target";
      }
      double a = block.points().weight(row);
      double b = points.value().weight(at);
      return Math.abs(a - b) > SAME_WEIGHT * a
          ? "the share of id '" + id + "' is " + a + " in the source and " + b + " in the target"
          : "";
    }

    @Override
    public MapCost merge(MapCost left, MapCost right) {
      return new MapCost(
          left.cost + right.cost,
          left.entropy + right.entropy,
          left.strangers.isEmpty() ? right.strangers : left.strangers);
    }
  }
}
