package io.convoy.transport;

import io.convoy.geometry.Precision;

/**
 * What can be proved about a solution, from potentials alone, by two sweeps in double.
 *
 * <p>The plan is made feasible by a {@link Rounding}: Q = P diag(y), then Q + e^r (e^c)^T / E with
 * what columns lack and rows have room for. Its cost is exact; its KL divergence, and the penalties
 * of rows that the second part changes, are bounded from above by convexity, {@code KL(Q + D | a b)
 * <= KL of Q and D, each for itself, and the entropy of their shares}. So the gap is an upper bound
 * of the true one.
 *
 * <p>Penalties are those of rules that pull masses to weights; {@code primal} is without them,
 * {@code primalUpper} and {@code exactUpper} are with them. A figure that cannot be had is NaN: the
 * upper bounds where the rounding finds no feasible plan, the lower one of the unregularised
 * optimum where the potentials are not feasible for it.
 *
 * <p>Where sweeps skip, the plan is what they did not skip, the dual's value is lowered by what
 * skipped pairs may add to the rows' log-sums, and so both bounds hold as they do without.
 *
 * <p>All figures in cost units but {@code kl}, {@code mass} and {@code marginalError}.
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
    boolean leavesOut = oracle.leavesOut(evaluation);
    double dual = evaluation.value();
    if (evaluation.skipped() > 0) {
      dual -= DualOracle.SKIPPED * epsilon * evaluation.mass();
    }
    Rounding rounding = Rounding.of(problem, evaluation.columnMass());
    RoundingSweep.Part sums =
        oracle
            .rows()
            .run(
                "certificate",
                new RoundingSweep(oracle.shared()),
                new RoundingSweep.State(
                    new DualPoint(g, epsilon, Precision.DOUBLE, leavesOut),
                    rounding.kept(),
                    rounding.missing()));
    Columns columns = Columns.of(problem, evaluation.columnMass(), g, epsilon, rounding);
    double mass = evaluation.mass();
    double kl = (sums.rowTerm + columns.term - sums.cost) / epsilon - mass + 1;
    double total = columns.keptMass + columns.added;
    double share = share(problem, columns.added, sums.missing, total);
    double upper = sums.keptCost;
    if (columns.isAddedTo(sums)) {
      upper += share * sums.crossCost / columns.added;
    }
    double klUpper = columns.logs(sums, epsilon) + total * Math.log(total) - total + 1;
    double rowPenalty = rowPenalty(problem, share, sums);
    boolean entropic = problem.rowRule() instanceof RowRule.Slack;
    double primalUpper = finite(upper + epsilon * klUpper + rowPenalty + columns.penalty);
    double exactUpper = finite(upper + (entropic ? 0 : rowPenalty) + columns.penalty);
    return new Certificate(
        sums.cost,
        kl,
        sums.cost + epsilon * kl,
        dual,
        mass,
        evaluation.error(),
        primalUpper,
        Math.max(0, primalUpper - dual), // but for rounding it is not negative
        finite(sums.lowest + ColumnSide.of(problem).value(g)),
        exactUpper);
  }

  /**
   * What the columns' sums are, of the plan as solved and as rounded: masses kept of every column,
   * and masses added to those that lack some.
   */
  private record Columns(
      double term,
      double keptMass,
      double keptTerm,
      double keptLogTerm,
      double added,
      double addedEntropy,
      double penalty) {

    static Columns of(
        TransportProblem problem, double[] c, double[] g, double epsilon, Rounding rounding) {
      double[] b = problem.columnWeights();
      double[] kept = rounding.kept();
      double[] missing = rounding.missing();
      MarginalRule rule = problem.columnRule();
      double term = 0;
      double keptMass = 0;
      double keptTerm = 0;
      double keptLogTerm = 0;
      double added = 0;
      double addedEntropy = 0;
      double penalty = 0;
      for (int j = 0; j < b.length; j++) {
        term += c[j] * g[j];
        double mass = kept[j] * c[j];
        keptMass += mass;
        keptTerm += mass * g[j];
        keptLogTerm += mass > 0 ? mass * Math.log(kept[j]) : 0;
        added += missing[j];
        addedEntropy += missing[j] > 0 ? missing[j] * Math.log(missing[j] / b[j]) : 0;
        penalty += b[j] * rule.penalty((mass + missing[j]) / b[j], epsilon);
      }
      return new Columns(term, keptMass, keptTerm, keptLogTerm, added, addedEntropy, penalty);
    }

    boolean isAddedTo(RoundingSweep.Part rows) {
      return added > 0 && rows.missing > 0;
    }

    /** Returns a bound of {@code sum P' log(P' / (a x b))} over the rounded plan P'. */
    double logs(RoundingSweep.Part rows, double epsilon) {
      double logs = 0;
      if (keptMass > 0) {
        logs +=
            (rows.keptRowTerm + keptTerm - rows.keptCost) / epsilon
                + keptLogTerm
                - keptMass * Math.log(keptMass);
      }
      if (isAddedTo(rows)) {
        logs +=
            added * (rows.missingEntropy / rows.missing - Math.log(rows.missing))
                + addedEntropy
                - added * Math.log(added);
      }
      return logs;
    }
  }

  /**
   * Returns which part of the rows' room the added mass takes; NaN if there is not enough. Both are
   * what is left of masses near {@code total}, whose rounding may be as large as they are.
   */
  private static double share(TransportProblem problem, double added, double room, double total) {
    if (added == 0 || problem.rowRule() instanceof MarginalRule.Exact) {
      return added == 0 ? 0 : 1;
    }
    return added - room <= MarginalRule.ROUNDING * total ? Math.min(1, added / room) : Double.NaN;
  }

  /** The penalty is convex: that of a row filled by a share is below the mean of both ends. */
  private static double rowPenalty(
      TransportProblem problem, double share, RoundingSweep.Part sums) {
    if (problem.rowRule() instanceof MarginalRule.Exact) {
      return 0;
    }
    double kept = share == 1 ? 0 : (1 - share) * sums.keptPenalty;
    double filled = share == 0 ? 0 : share * sums.filledPenalty;
    return kept + filled;
  }

  private static double finite(double figure) {
    return Double.isFinite(figure) ? figure : Double.NaN;
  }
}
