package io.convoy.distance;

import io.convoy.geometry.LabelCosts;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Gaussian that fits each label's rows of a table whose first coordinate is the label: what the
 * optimal transport data set distance takes for a label (Alvarez-Melis and Fusi, arXiv 2002.02923).
 *
 * <p>One sweep of {@code n d^2} steps that returns {@code 8 d^2} bytes per label.
 *
 * @param byLabel one Gaussian per label; of weight 0 where no row has the label
 */
public record LabelGaussians(List<Gaussian> byLabel) implements Serializable {

  /**
   * The sweep that fits them; its state is not used.
   *
   * @param labels their number; labels are whole numbers from 0
   */
  public static Sweep<PointBlock, String, LabelGaussians> sweep(int labels) {
    return new Fit(labels, Gaussian.sweep());
  }

  /**
   * Returns what it costs to move a row of each of these labels to a row of each of the others':
   * {@code factor} times the squared Bures-Wasserstein distance of their Gaussians, 0 for a label
   * without rows. {@code O(labels x labels x d^3)}.
   */
  public LabelCosts costs(LabelGaussians others, double factor) {
    double[][] costs = new double[byLabel.size()][others.byLabel.size()];
    for (int l = 0; l < costs.length; l++) {
      for (int k = 0; k < costs[l].length; k++) {
        Gaussian one = byLabel.get(l);
        Gaussian other = others.byLabel.get(k);
        if (one.weight() > 0 && other.weight() > 0) {
          costs[l][k] = factor * one.squaredDistance(other).total();
        }
      }
    }
    return new LabelCosts(costs);
  }

  private record Fit(int labels, Sweep<PointBlock, String, Gaussian> gaussian)
      implements Sweep<PointBlock, String, LabelGaussians> {

    @Override
    public LabelGaussians visit(String state, PointBlock block) {
      return new LabelGaussians(
          IntStream.range(0, labels)
              .mapToObj(label -> gaussian.visit(state, features(block, label)))
              .toList());
    }

    private static PointBlock features(PointBlock block, int label) {
      int d = block.dimension() - 1;
      double[] coordinates = new double[block.rows() * d];
      double[] weights = new double[block.rows()];
      int rows = 0;
      for (int i = 0; i < block.rows(); i++) {
        if (block.coordinate(i, 0) == label) {
          weights[rows] = block.weight(i);
          for (int k = 0; k < d; k++) {
            coordinates[rows * d + k] = block.coordinate(i, k + 1);
          }
          rows++;
        }
      }
      return PointBlock.of(
          block.index(), d, Arrays.copyOf(coordinates, rows * d), Arrays.copyOf(weights, rows));
    }

    @Override
    public LabelGaussians merge(LabelGaussians left, LabelGaussians right) {
      return new LabelGaussians(
          IntStream.range(0, labels)
              .mapToObj(label -> gaussian.merge(left.byLabel.get(label), right.byLabel.get(label)))
              .toList());
    }
  }
}
