package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Visit;
import java.io.Serializable;
import java.util.Arrays;

/** Carries a plan out on the coordinates of one block. */
public final class PlanVisit implements Visit<PointBlock, PlanVisit.Query, double[]> {

  private static final long serialVersionUID = 1L;

  /**
   * What to do.
   *
   * @param reference that the plan's products were formed with
   */
  public record Query(Plan plan, Reference reference) implements Serializable {}

  @Override
  public double[] visit(Query query, PointBlock block) {
    if (query.plan() instanceof Plan.Coefficients sum) {
      return sum(sum, query.reference(), block);
    }
    return byCoordinate((Plan.Coordinates) query.plan(), block);
  }

  private static double[] sum(Plan.Coefficients plan, Reference reference, PointBlock block) {
    double[] result = new double[block.dimension()];
    for (int i = 0; i < block.rows(); i++) {
      double a = plan.a()[i];
      for (int k = 0; a != 0 && k < result.length; k++) {
        result[k] += a * block.coordinate(i, k);
      }
    }
    for (int k = 0; plan.b() != 0 && k < result.length; k++) {
      result[k] += plan.b() * reference.value(block.index(), k);
    }
    return result;
  }

  private static double[] byCoordinate(Plan.Coordinates plan, PointBlock block) {
    double[][] mix = plan.mix();
    double[] result = new double[block.dimension()];
    double[] values = new double[mix == null ? block.rows() : mix.length];
    for (int k = 0; k < result.length; k++) {
      Arrays.fill(values, 0);
      for (int q = 0; q < values.length; q++) {
        if (mix == null) {
          values[q] = block.coordinate(q, k);
        } else {
          for (int i = 0; i < block.rows(); i++) {
            values[q] += mix[q][i] * block.coordinate(i, k);
          }
        }
      }
      Arrays.sort(values);
      result[k] = plan.rule().of(values);
    }
    return result;
  }
}
