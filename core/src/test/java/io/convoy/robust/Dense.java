package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Vectors whole, and cut into blocks of coordinates. */
final class Dense {

  private Dense() {}

  static double[] aggregate(RobustRule rule, double[][] rows) {
    return aggregate(rule, rows, rows[0].length, Reference.none(rows[0].length));
  }

  static double[] aggregate(RobustRule rule, double[][] rows, int width, Reference reference) {
    return Aggregator.aggregate(
        new SerialRunner<>(blocks(rows, width)), rows.length, rule, reference);
  }

  static List<PointBlock> blocks(double[][] rows, int width) {
    List<PointBlock> blocks = new ArrayList<>();
    int n = rows[0].length;
    for (int from = 0; from < n; from += width) {
      int count = Math.min(width, n - from);
      double[] coordinates = new double[rows.length * count];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(rows[i], from, coordinates, i * count, count);
      }
      blocks.add(PointBlock.of(blocks.size(), count, coordinates, new double[rows.length]));
    }
    return blocks;
  }

  static double[][] random(SplittableRandom random, int p, int n, double offset) {
    double[][] rows = new double[p][n];
    for (double[] row : rows) {
      for (int k = 0; k < n; k++) {
        row[k] = offset + random.nextGaussian();
      }
    }
    return rows;
  }
}
