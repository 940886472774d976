package io.convoy;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointBlocks;
import io.convoy.geometry.SpatialRows;
import io.convoy.transport.PointTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One side of a transport.
 *
 * @param given the rows as they were handed in
 * @param kept which of them have a weight above 0
 * @param points those, with weights that sum to 1
 */
record Side(PointBlock given, int[] kept, PointBlock points) {

  static Side uniform(PointBlock given) {
    int[] all = new int[given.rows()];
    Arrays.setAll(all, row -> row);
    return new Side(given, all, PointBlocks.normalised(given));
  }

  Side weighted(String name, double[] weights) {
    double[] checked = Points.weights(name, weights, given.rows());
    int[] some = Points.weighted(checked);
    return new Side(given, some, PointBlocks.normalised(given.withWeights(checked).pick(0, some)));
  }

  int rows() {
    return points.rows();
  }

  /** Returns the rows in blocks, in their own order. */
  List<PointBlock> blocks() {
    return PointBlocks.cut(points);
  }

  /** Returns the rows in blocks, in the order in which to sweep over them to {@code columns}. */
  List<PointBlock> swept(PointTransport question, PointBlock columns) {
    Optional<SpatialRows> space = question.order(rows(), columns);
    return space.map(order -> PointBlocks.inSpace(points, order)).orElseGet(this::blocks);
  }

  /** Returns values of the rows that are kept as values of all rows, NaN for others. */
  double[] spread(double[] values) {
    double[] all = new double[given.rows()];
    Arrays.fill(all, Double.NaN);
    for (int i = 0; i < kept.length; i++) {
      all[kept[i]] = values[i];
    }
    return all;
  }
}
