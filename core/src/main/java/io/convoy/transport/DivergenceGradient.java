package io.convoy.transport;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Visit;
import java.io.Serializable;

/**
 * The gradient of a {@link Divergence} in the coordinates of every row of the source: {@code sum_j
 * P_ij grad C(x_i, y_j)} of the plan to the target less the same of the plan to the source itself,
 * grad in the first argument. Both plans stand still, by Danskin's theorem.
 */
public final class DivergenceGradient {

  private DivergenceGradient() {}

  /**
   * Where both plans are.
   *
   * @param cross the potentials of the problem between source and target
   * @param self the potentials of the source's problem with itself
   */
  public record At(PlanRows.Query cross, PlanRows.Query self) implements Serializable {

    /** Returns the point of two solved problems. */
    public static At of(TransportResult cross, TransportResult self) {
      return new At(query(cross), query(self));
    }

    private static PlanRows.Query query(TransportResult solved) {
      return PlanRows.Query.potentials(solved.columnPotentials(), solved.epsilon()).withImages();
    }
  }

  /**
   * Returns the visit that gives a block's gradients, row after row.
   *
   * @throws IllegalArgumentException if the cost is neither the squared Euclidean distance nor the
   *     inner product, whose gradients follow from the plans' barycentres
   */
  public static Visit<PointBlock, At, double[]> visit(DualOracle cross, DualOracle self) {
    double factor = factor(cost(cross));
    boolean pulls = cost(cross) == GroundCost.SQUARED_EUCLIDEAN;
    Visit<PointBlock, PlanRows.Query, PlanRows> there = PlanRows.visit(cross);
    Visit<PointBlock, PlanRows.Query, PlanRows> here = PlanRows.visit(self);
    return (at, block) -> {
      PlanRows target = there.visit(at.cross(), block);
      PlanRows source = here.visit(at.self(), block);
      int d = block.dimension();
      double[] gradient = new double[block.rows() * d];
      for (int i = 0; i < block.rows(); i++) {
        double more = target.moved()[i] - source.moved()[i];
        for (int k = 0; k < d; k++) {
          int at0 = i * d + k;
          double images =
              target.moved()[i] * target.images()[at0] - source.moved()[i] * source.images()[at0];
          double own = pulls ? more * block.coordinate(i, k) : 0;
          gradient[at0] = factor * (own - images);
        }
      }
      return gradient;
    };
  }

  private static GroundCost cost(DualOracle oracle) {
    if (oracle.problem().geometry() instanceof PointCloud cloud) {
      return cloud.cost();
    }
    throw new IllegalArgumentException("a gradient needs columns that are points, got costs");
  }

  private static double factor(GroundCost cost) {
    return switch (cost) {
      case SQUARED_EUCLIDEAN -> 2; // grad |x - y|^2 = 2 (x - y)
      case INNER_PRODUCT -> 1; // grad -<x, y> = -y
      case EUCLIDEAN, COSINE ->
          throw new IllegalArgumentException(
              "gradients are for the costs sqeuclidean and inner-product, got " + cost);
    };
  }
}
