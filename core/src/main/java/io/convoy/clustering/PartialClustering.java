package io.convoy.clustering;

import io.convoy.geometry.Geometry;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Visit;
import io.convoy.transport.DualOracle;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.PlanRows;
import io.convoy.transport.RowRule;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows to prototypes with a given mass: {@code min <Q, C> + pull KL(Q' 1 | mass / K) + epsilon (sum
 * Q log Q + sum s log s)} over {@code Q >= 0, Q 1 + s = a} of total mass {@code mass} (arXiv
 * 2401.09266, equation 5; with s as in its code). The entropy acts on what stays, s, too.
 *
 * @param mass share of the rows' weight that is assigned, in (0, 1]
 * @param pull gamma, how strongly clusters are pulled to equal size, {@code > 0}, in cost units
 */
public record PartialClustering(double mass, double pull) {

  public PartialClustering {
    if (!(mass > 0 && mass <= 1)) {
      throw new IllegalArgumentException("the mass must be in (0, 1], got " + mass);
    }
    if (!(pull > 0) || pull == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("the pull must be > 0 and finite, got " + pull);
    }
  }

  /** Returns the problem over prototypes and a cost; rows' weights must sum to 1. */
  public TransportProblem problem(Geometry prototypes) {
    double[] weights = new double[prototypes.columns()];
    Arrays.fill(weights, 1.0 / weights.length);
    return new TransportProblem(
        prototypes,
        weights,
        rowRule(mass),
        new MarginalRule.Kl(pull),
        mass < 1 ? mass : Double.NaN);
  }

  /** Returns the rule of rows of which a share {@code mass} is assigned in total. */
  public static RowRule rowRule(double mass) {
    return mass < 1 ? new RowRule.Slack(1 - mass) : new MarginalRule.Exact();
  }

  /**
   * The labels of one block's rows.
   *
   * @param clusters each row's largest entry
   * @param confidences share of the row's weight that is assigned to any cluster, in [0, 1]
   */
  public record Labels(int[] clusters, double[] confidences) implements Serializable {}

  /** Returns the visit that labels rows by a solution. */
  public static Visit<PointBlock, PlanRows.Query, Labels> labels(DualOracle oracle) {
    Visit<PointBlock, PlanRows.Query, PlanRows> plan = PlanRows.visit(oracle);
    return (query, block) -> {
      PlanRows rows = plan.visit(query, block);
      double[] confidences = new double[block.rows()];
      for (int i = 0; i < confidences.length; i++) {
        double weight = block.weight(i);
        confidences[i] = weight > 0 ? Math.min(1, rows.moved()[i] / weight) : 0;
      }
      return new Labels(rows.columns(), confidences);
    };
  }

  /** Returns the query of {@link #labels} about a solution. */
  public static PlanRows.Query query(TransportResult solved) {
    return PlanRows.Query.potentials(solved.columnPotentials(), solved.epsilon()).withLargest(1);
  }
}
