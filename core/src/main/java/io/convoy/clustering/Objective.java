package io.convoy.clustering;

import io.convoy.geometry.PointBlock;

/**
 * What {@link SemanticClustering} minimises, of a plan whose rows stay within their weights: {@code
 * <Q, C> - smoothness <S, Q Q'> + pull KL(Q' 1 | mass / K) + epsilon (sum Q log Q + sum s log s)},
 * s what stays of each row.
 *
 * @param costs C and the rows' weights
 */
record Objective(
    PartialClustering clustering, double smoothness, double epsilon, PointBlock costs) {

  /**
   * Returns the value.
   *
   * @param plan Q, row after row
   * @param alike {@code (S + S') Q}
   */
  double of(double[] plan, double[] alike) {
    int clusters = costs.dimension();
    double[] sizes = new double[clusters];
    double value = 0;
    double entropy = 0;
    for (int i = 0; i < costs.rows(); i++) {
      double stays = costs.weight(i);
      for (int k = 0; k < clusters; k++) {
        int at = i * clusters + k;
        double mass = plan[at];
        stays -= mass;
        sizes[k] += mass;
        value += mass * (costs.coordinate(i, k) - smoothness / 2 * alike[at]);
        entropy += negentropy(mass);
      }
      entropy += negentropy(Math.max(0, stays)); // below 0 by rounding only
    }
    double wanted = clustering.mass() / clusters;
    double penalty = 0;
    for (double size : sizes) {
      penalty += negentropy(size) - size * Math.log(wanted) - size + wanted;
    }
    return value + epsilon * entropy + clustering.pull() * penalty;
  }

  private static double negentropy(double mass) {
    return mass > 0 ? mass * Math.log(mass) : 0;
  }
}
