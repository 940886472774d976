package io.convoy.transport;

/**
 * The best constant to add to all column potentials, and the dual there without another sweep.
 *
 * <p>Where masses are pulled by KL the slowest mode of Sinkhorn is the total mass (Sejourne,
 * Vialard and Peyre, arXiv 2201.00730). Along the constants the dual is {@code const - p M e^(t /
 * p) - q B e^(-t / q)}, with M the plan's mass, B the mass that the columns want, p = rho + epsilon
 * of the rows and q = rho of the columns; its maximum is {@code t = log(B / M) / (1/p + 1/q)}, and
 * every mass changes by the factor {@code e^(t / p)}. An exact side has 1/p = 0 or 1/q = 0.
 *
 * @param g the potentials, the constant added
 * @param evaluation the dual there
 */
record Translation(double[] g, Evaluation evaluation) {

  /** Returns the best translation, which is none where neither side is pulled by KL. */
  static Translation best(
      TransportProblem problem, double[] g, Evaluation evaluation, double epsilon) {
    double p = rate(problem.rowRule(), epsilon);
    double q = rate(problem.columnRule(), 0);
    if (problem.fixesMass() || !(p >= 0 && q >= 0 && p + q > 0)) {
      return new Translation(g, evaluation);
    }
    double[] b = problem.columnWeights();
    double wanted = 0;
    for (int j = 0; j < b.length; j++) {
      wanted += b[j] * problem.columnRule().columnFraction(g[j]);
    }
    double mass = evaluation.mass();
    double t = Math.log(wanted / mass) / (p + q);
    if (!Double.isFinite(t)) {
      return new Translation(g, evaluation);
    }
    double logFactor = t * p;
    double[] moved = new double[b.length];
    double[] logMass = new double[b.length];
    double[] columnMass = new double[b.length];
    for (int j = 0; j < b.length; j++) {
      moved[j] = g[j] + t;
      logMass[j] = evaluation.logColumnMass()[j] + logFactor;
      columnMass[j] = evaluation.columnMass()[j] * Math.exp(logFactor);
    }
    double gain =
        -mass * (p > 0 ? Math.expm1(t * p) / p : t)
            - wanted * (q > 0 ? Math.expm1(-t * q) / q : -t);
    Evaluation there =
        new Evaluation(
            evaluation.value() + gain,
            ColumnSide.of(problem).error(moved, columnMass, logMass, epsilon),
            mass * Math.exp(logFactor),
            columnMass,
            logMass,
            evaluation.precision(),
            evaluation.skipped());
    return new Translation(moved, there);
  }

  /** Returns how fast masses react to a constant, or NaN for rules without one answer for all. */
  private static double rate(RowRule rule, double epsilon) {
    return rule instanceof MarginalRule.Kl kl
        ? 1 / (kl.rho() + epsilon)
        : rule instanceof MarginalRule.Exact ? 0 : Double.NaN;
  }
}
