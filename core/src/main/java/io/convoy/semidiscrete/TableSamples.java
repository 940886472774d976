package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Rows of a table, each block's drawn in proportion to their weights, with replacement. */
public record TableSamples() implements Samples<PointBlock> {

  @Override
  public int index(PointBlock block) {
    return block.index();
  }

  @Override
  public PointBlock draw(PointBlock block, SplittableRandom random, int count) {
    int d = block.dimension();
    double[] cumulated = block.weights();
    Arrays.parallelPrefix(cumulated, Double::sum);
    double share = cumulated[cumulated.length - 1];
    double[] coordinates = new double[count * d];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      int at = Arrays.binarySearch(cumulated, random.nextDouble() * share);
      int row = Math.min(at >= 0 ? at + 1 : -at - 1, cumulated.length - 1);
      weights[i] = share / count;
      for (int k = 0; k < d; k++) {
        coordinates[i * d + k] = block.coordinate(row, k);
      }
    }
    return PointBlock.of(block.index(), d, coordinates, weights);
  }
}
