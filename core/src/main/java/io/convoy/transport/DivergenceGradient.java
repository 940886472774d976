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
   * @throws IllegalArgumentException if the cost's gradient does not follow from the plans'
   *     barycentres, as those of the squared Euclidean distance and the inner product do
   */
  public static Visit<PointBlock, At, double[]> visit(DualOracle cross, DualOracle self) {
    GroundCost cost = cost(cross);
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
          gradient[at0] = cost.gradient(more, block.coordinate(i, k), images);
        }
      }
      return gradient;
    };
  }

  private static GroundCost cost(DualOracle oracle) {
    if (!(oracle.problem().geometry() instanceof PointCloud cloud)) {
      throw new IllegalArgumentException("a gradient needs columns that are points, got costs");
    }
    return cloud.cost().requireGradient();
  }
}
