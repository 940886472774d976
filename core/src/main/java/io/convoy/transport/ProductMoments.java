package io.convoy.transport;

import io.convoy.distance.Gaussian;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.ProductForm;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Optional;

/**
 * The moments of a cost {@code alpha_i + beta_j - c p_ij} with {@code p_ij = <x'_i, y'_j>}, from
 * the means and covariances of {@code (x', alpha)} and {@code (y', beta)}. Rows and columns are
 * drawn independently, so
 *
 * <pre>  Var C = Var alpha + Var beta + c^2 Var p - 2 c Cov(alpha, p) - 2 c Cov(beta, p)
 *  Var p = tr(S_x S_y) + m_x' S_y m_x + m_y' S_x m_y
 *  Cov(alpha, p) = Cov(alpha, x')' m_y.</pre>
 */
final class ProductMoments {

  /**
   * Dimensions up to which the bounds of the range are near it. In many dimensions points at random
   * are nearly orthogonal, and the product of lengths says little of their product.
   */
  private static final int FEW_DIMENSIONS = 8;

  private ProductMoments() {}

  /** Returns the moments of the oracle's costs, if they have a closed form that is of use. */
  static Optional<CostMoments> of(DualOracle oracle) {
    TransportProblem problem = oracle.problem();
    if (problem.geometry().dimension() > FEW_DIMENSIONS) {
      return Optional.empty();
    }
    return ProductForm.of(problem.geometry())
        .map(form -> of(form, problem.columnWeights(), rows(oracle)));
  }

  private static Rows rows(DualOracle oracle) {
    return oracle
        .rows()
        .run("cost moments", new OfRows(oracle.shared()), "the cost needs no state");
  }

  private static CostMoments of(ProductForm form, double[] weights, Rows rows) {
    Gaussian x = rows.moments();
    Gaussian y = Gaussian.sweep().visit("", form.columns(weights));
    double c = form.factor();
    int d = x.dimension() - 1;
    double product = 0;
    double variance = 0;
    double withRows = 0;
    double withColumns = 0;
    for (int k = 0; k < d; k++) {
      product += x.mean()[k] * y.mean()[k];
      withRows += x.covariance(d, k) * y.mean()[k];
      withColumns += y.covariance(d, k) * x.mean()[k];
      for (int l = 0; l < d; l++) {
        variance +=
            x.covariance(k, l) * y.covariance(k, l)
                + x.mean()[k] * y.covariance(k, l) * x.mean()[l]
                + y.mean()[k] * x.covariance(k, l) * y.mean()[l];
      }
    }
    variance =
        x.covariance(d, d)
            + y.covariance(d, d)
            + c * (c * variance - 2 * withRows - 2 * withColumns);
    double weight = x.weight() * y.weight();
    return new CostMoments(
        weight,
        x.mean()[d] + y.mean()[d] - c * product,
        weight * Math.max(0, variance), // below 0 by rounding only
        rows.lowest(),
        rows.highest());
  }

  /**
   * What the rows add.
   *
   * @param moments of the rows' parts
   * @param lowest no cost is below it
   * @param highest no cost is above it
   */
  private record Rows(Gaussian moments, double lowest, double highest) implements Serializable {}

  private record OfRows(Shared<ProblemOnSite> problem) implements Sweep<PointBlock, String, Rows> {

    @Override
    public Rows visit(String state, PointBlock block) {
      ProductForm form = ProductForm.of(problem.value().problem().geometry()).orElseThrow();
      double lowest = Double.POSITIVE_INFINITY;
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < block.rows(); i++) {
        lowest = Math.min(lowest, form.lowest(block, i));
        highest = Math.max(highest, form.highest(block, i));
      }
      return new Rows(Gaussian.sweep().visit(state, form.rows(block)), lowest, highest);
    }

    @Override
    public Rows merge(Rows left, Rows right) {
      return new Rows(
          Gaussian.sweep().merge(left.moments, right.moments),
          Math.min(left.lowest, right.lowest),
          Math.max(left.highest, right.highest));
    }
  }
}
