package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SweepRunner;
import java.util.List;

/** Aggregates vectors that are cut into blocks of coordinates. */
public final class Aggregator {

  private Aggregator() {}

  /**
   * Returns the aggregate; at most one sweep for products and one to combine.
   *
   * @param blocks one per range of coordinates, in order, each with one row per vector
   * @param reference a vector that the others are near, such as the last aggregate
   * @return one value per coordinate
   */
  public static double[] aggregate(
      SweepRunner<PointBlock> blocks, int vectors, RobustRule rule, Reference reference) {
    return carryOut(blocks, plan(blocks, vectors, rule, reference), reference);
  }

  /** Returns what a rule does with the vectors; at most one sweep for products. */
  public static Plan plan(
      SweepRunner<PointBlock> blocks, int vectors, RobustRule rule, Reference reference) {
    Gram gram =
        rule.needsGram()
            ? blocks.run("products of gradients", new GramSweep(), reference)
            : new Gram(new double[vectors * vectors], new double[vectors], 0);
    return rule.plan(gram);
  }

  /** Returns what a plan makes of the vectors. */
  public static double[] carryOut(SweepRunner<PointBlock> blocks, Plan plan, Reference reference) {
    List<double[]> pieces =
        blocks.collect("combine gradients", new PlanVisit(), new PlanVisit.Query(plan, reference));
    double[] whole = new double[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (double[] piece : pieces) {
      System.arraycopy(piece, 0, whole, at, piece.length);
      at += piece.length;
    }
    return whole;
  }
}
