package io.convoy.transport;

import io.convoy.geometry.Precision;

/**
 * What can be proved about a solution, from potentials alone, by two sweeps in double.
 *
 * <p>The plan is rounded to one with the exact marginals (Altschuler, Weed and Rigollet, NeurIPS
 * 2017): Q = P diag(min(1, b/c)), then Q + e^r (e^c)^T / E with what rows and columns lack. Its
 * cost is exact; its KL divergence is bounded from above by convexity, {@code (1 - E) KL(Q / (1 -
 * E)) + E (KL(e^r / E | a) + KL(e^c / E | b))}. So the gap is an upper bound of the true one.
 *
 * <p>All figures in cost units but {@code kl}, {@code mass} and {@code marginalError}. The last
 * four are NaN for problems that are not balanced.
 *
 * @param cost {@code <P, C>} of the plan as solved
 * @param kl {@code KL(P | a x b)} of the plan as solved
 * @param primal cost + epsilon kl
 * @param dual the dual's value, a lower bound of the regularised optimum
 * @param mass total mass of the plan
 * @param marginalError L1 error of the columns, before rounding
 * @param primalUpper an upper bound of the regularised optimum, from the rounded plan
 * @param gap primalUpper - dual
 * @param exactLower a lower bound of the unregularised optimum: the c-transform of g
 * @param exactUpper an upper bound of the unregularised optimum: the rounded plan's cost
 */
public record Certificate(
    double cost,
    double kl,
    double primal,
    double dual,
    double mass,
    double marginalError,
    double primalUpper,
    double gap,
    double exactLower,
    double exactUpper) {

  /** Returns whether all figures that a problem of this kind has are finite. */
  boolean isFinite(boolean balanced) {
    return Double.isFinite(cost + kl + dual + marginalError)
        && (!balanced || Double.isFinite(gap + exactLower + exactUpper));
  }

  /** Returns the certificate of the potentials {@code g}, whose evaluation in double is known. */
  static Certificate of(DualOracle oracle, double[] g, double epsilon, Evaluation evaluation) {
    TransportProblem problem = oracle.problem();
    double[] b = problem.columnWeights();
    double[] c = evaluation.columnMass();
    double[] kept = new double[b.length];
    double[] missing = new double[b.length];
    for (int j = 0; j < b.length; j++) {
      kept[j] = c[j] > b[j] ? b[j] / c[j] : 1;
      missing[j] = Math.max(0, b[j] - c[j]);
    }
    RoundingSweep.Part sums =
        oracle
            .rows()
            .run(
                "certificate",
                new RoundingSweep(oracle.shared()),
                new RoundingSweep.State(
                    new DualPoint(g, epsilon, Precision.DOUBLE), kept, missing));
    double columnTerm = 0;
    double keptColumnTerm = 0;
    double keptLogTerm = 0;
    double lower = sums.lowest;
    double lacking = 0;
    double lackingEntropy = 0;
    for (int j = 0; j < b.length; j++) {
      columnTerm += c[j] * g[j];
      double mass = kept[j] * c[j];
      keptColumnTerm += mass * g[j];
      keptLogTerm += mass * Math.log(kept[j]);
      lower += b[j] * g[j];
      lacking += missing[j];
      lackingEntropy += missing[j] > 0 ? missing[j] * Math.log(missing[j] / b[j]) : 0;
    }
    double mass = evaluation.mass();
    double kl = (sums.rowTerm + columnTerm - sums.cost) / epsilon - mass + 1;
    double primal = sums.cost + epsilon * kl;
    if (!problem.isBalanced()) {
      return new Certificate(
          sums.cost,
          kl,
          primal,
          evaluation.value(),
          mass,
          evaluation.error(),
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN);
    }
    double keptMass = 1 - lacking;
    double upper = sums.keptCost;
    double klUpper = 0;
    if (keptMass > 0) {
      double keptKl = (sums.keptRowTerm + keptColumnTerm - sums.keptCost) / epsilon + keptLogTerm;
      klUpper += keptKl - keptMass * Math.log(keptMass);
    }
    if (lacking > 0 && sums.missing > 0) {
      upper += sums.crossCost / sums.missing;
      klUpper +=
          lacking * (sums.missingEntropy / sums.missing - Math.log(sums.missing))
              + lackingEntropy
              - lacking * Math.log(lacking);
    }
    double primalUpper = upper + epsilon * klUpper;
    return new Certificate(
        sums.cost,
        kl,
        primal,
        evaluation.value(),
        mass,
        evaluation.error(),
        primalUpper,
        Math.max(0, primalUpper - evaluation.value()), // but for rounding it is not negative
        lower,
        upper);
  }
}
