package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Visit;
import java.io.Serializable;
import java.util.Arrays;

/** Carries a plan out on the coordinates of one block. */
public final class PlanVisit implements Visit<PointBlock, PlanVisit.Query, double[]> {

  private static final long serialVersionUID = 1L;

  /** Coordinates of all vectors that stay in the cache together. */
  private static final int STRIP = 256;

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
    double[] row = new double[result.length];
    for (int i = 0; i < block.rows(); i++) {
      block.read(i, 0, row.length, row);
      add(plan.a()[i], row, result, row.length);
    }
    for (int k = 0; plan.b() != 0 && k < result.length; k++) {
      result[k] += plan.b() * reference.value(block.index(), k);
    }
    return result;
  }

  private static double[] byCoordinate(Plan.Coordinates plan, PointBlock block) {
    double[][] mix = plan.mix();
    double[] result = new double[block.dimension()];
    double[][] given = new double[block.rows()][STRIP];
    double[][] mixed = mix == null ? given : new double[mix.length][STRIP];
    SortingNetwork network = SortingNetwork.of(mixed.length);
    for (int from = 0; from < result.length; from += STRIP) {
      int count = Math.min(STRIP, result.length - from);
      for (int i = 0; i < given.length; i++) {
        block.read(i, from, count, given[i]);
      }
      for (int q = 0; mix != null && q < mixed.length; q++) {
        Arrays.fill(mixed[q], 0);
        for (int i = 0; i < given.length; i++) {
          add(mix[q][i], given[i], mixed[q], count);
        }
      }
      network.sort(mixed, count);
      plan.rule().of(mixed, count, result, from);
    }
    return result;
  }

  private static void add(double factor, double[] values, double[] to, int count) {
    for (int k = 0; factor != 0 && k < count; k++) {
      to[k] += factor * values[k];
    }
  }
}
