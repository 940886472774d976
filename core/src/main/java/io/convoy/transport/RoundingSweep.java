package io.convoy.transport;

import io.convoy.geometry.CostSum;
import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import io.convoy.numerics.DoubleKernels;
import java.io.Serializable;

/**
 * The sums over all pairs that a certificate needs, in double: of the plan P, of the plan Q = P
 * diag(y) that exceeds no column's bound, and of the costs themselves.
 *
 * <p>Where the evaluation of P has left out pairs, so does this sweep, and the same ones: they have
 * no mass in P. The least {@code C_ij - g_j} of a row is never among them, for its exponent is no
 * further below the log2-sum than the logarithm of all weights, which is 0.
 */
record RoundingSweep(Shared<ProblemOnSite> problem)
    implements Sweep<PointBlock, RoundingSweep.State, RoundingSweep.Part> {

  /**
   * What the sweep broadcasts.
   *
   * @param point where the plan is
   * @param kept y, the fraction of each column's mass that Q keeps
   * @param missing what each column is to get beside Q, from all rows in proportion to their room
   */
  record State(DualPoint point, double[] kept, double[] missing) implements Serializable {}

  /** Column vectors in padded length, computed once per block. */
  private record Columns(double[] kept, double[] cost, double[] logWeight) {

    static Columns of(TransportProblem problem, State state, Exponents exponents) {
      double epsilon = state.point().epsilon();
      double[] g = state.point().g();
      int columns = g.length;
      double[] cost = new double[columns];
      double[] logWeight = new double[columns];
      for (int j = 0; j < columns; j++) {
        logWeight[j] = epsilon * Math.log(problem.columnWeights()[j]);
        cost[j] = g[j] + logWeight[j];
      }
      return new Columns(
          exponents.laidOut(state.kept(), 0),
          exponents.laidOut(cost, 0),
          // so that a filler is never the least
          exponents.laidOut(logWeight, Double.MAX_VALUE / 4));
    }
  }

  @Override
  public Part visit(State state, PointBlock block) {
    TransportProblem fixed = problem.value().problem();
    RowRule rule = fixed.rowRule();
    double epsilon = state.point().epsilon();
    double unit = epsilon * Exponents.LN_2; // cost = part of the row + of the column - unit u
    Exponents exponents = problem.value().exponents(state.point());
    DoubleTile tile = exponents.openDouble(state.point().skips());
    CostSum missingCost = fixed.geometry().costSum(state.missing(), 1 / unit);
    Columns columns = Columns.of(fixed, state, exponents);
    double[] u = {};
    double[] sums = new double[DoubleKernels.POWER_SUMS];
    double shift = tile.shift();
    Part part = new Part();
    for (int place = 0, count; place < block.rows(); place += count) {
      count = tile.load(block, place);
      u = tile.copy(u);
      for (int r = 0; r < count; r++) {
        int row = tile.row(r);
        double a = block.weight(row);
        double rowPart = tile.rowPart(r);
        double lowest = rowPart - unit * shift + tile.minAffine(r, unit, columns.logWeight());
        double sum = tile.exponentiate(r);
        double s = SoftMin.of(tile, r, sum, epsilon);
        double perPower = a * Math.exp(rule.rowLogFraction(s, epsilon)) / sum;
        double f = rule.rowPotential(s, epsilon);
        double reach = rowPart - unit * shift;
        tile.powerSums(r, u, columns.cost(), columns.kept(), sums);
        double mass = perPower * sum;
        double cost = mass * reach + perPower * (sums[0] - unit * sums[1]);
        double keptMass = perPower * sums[2];
        double keptCost = keptMass * reach + perPower * (sums[3] - unit * sums[4]);
        double fraction = keptMass / a;
        double room = rule.room(fraction);
        double missing = a * room;
        part.cost += cost;
        part.rowTerm += f * mass;
        part.keptCost += keptCost;
        part.keptRowTerm += f * keptMass;
        part.missing += missing;
        part.crossCost += missing * missingCost.of(block, row);
        part.missingEntropy += missing > 0 ? missing * Math.log(missing / a) : 0;
        part.keptPenalty += a * rule.penalty(fraction, epsilon);
        part.filledPenalty += a * rule.penalty(fraction + room, epsilon);
        part.lowest += a * rule.limitValue(lowest);
      }
    }
    return part;
  }

  @Override
  public Part merge(Part left, Part right) {
    left.add(right);
    return left;
  }

  /** Sums over rows. */
  static final class Part implements Serializable {

    private static final long serialVersionUID = 1L;

    /** {@code <P, C>}. */
    double cost;

    /** {@code sum_i f_i (P 1)_i}. */
    double rowTerm;

    /** {@code <Q, C>}. */
    double keptCost;

    /** {@code sum_i f_i (Q 1)_i}. */
    double keptRowTerm;

    /** {@code sum_i e_i} with e what a row may move beside Q 1; for exact rows {@code a - Q 1}. */
    double missing;

    /** {@code sum_ij e_i C_ij missing_j}, or a bound of it; see {@link CostSum}. */
    double crossCost;

    /** {@code sum_i e_i log(e_i / a_i)}. */
    double missingEntropy;

    /** {@code sum_i a_i phi((Q 1)_i / a_i)}. */
    double keptPenalty;

    /** {@code sum_i a_i phi((Q 1 + e)_i / a_i)}. */
    double filledPenalty;

    /** {@code sum_i a_i h(min_j (C_ij - g_j))}, with h as it is without regularisation. */
    double lowest;

    void add(Part right) {
      cost += right.cost;
      rowTerm += right.rowTerm;
      keptCost += right.keptCost;
      keptRowTerm += right.keptRowTerm;
      missing += right.missing;
      crossCost += right.crossCost;
      missingEntropy += right.missingEntropy;
      keptPenalty += right.keptPenalty;
      filledPenalty += right.filledPenalty;
      lowest += right.lowest;
    }
  }
}
