package io.convoy.transport;

import java.util.Arrays;

/**
 * How to make a plan feasible: keep the fraction {@code kept} of every column, then add {@code
 * missing} to it, from all rows in proportion to their room. For exact columns this is the rounding
 * of Altschuler, Weed and Rigollet (NeurIPS 2017); bounds and a given mass are met in the same way.
 *
 * @param kept one fraction per column, in [0, 1]
 * @param missing one mass per column, {@code >= 0}
 */
record Rounding(double[] kept, double[] missing) {

  /** Returns the rounding of a plan with column masses {@code c} and the best rows for them. */
  static Rounding of(TransportProblem problem, double[] c) {
    double[] b = problem.columnWeights();
    MarginalRule rule = problem.columnRule();
    int m = b.length;
    double[] mass = new double[m];
    double[] lack = new double[m];
    double[] room = new double[m];
    double lacking = 0;
    double surplus = 0;
    double rooms = 0;
    for (int j = 0; j < m; j++) {
      double lower = rule.lower() * b[j];
      double upper = rule.upper() * b[j];
      mass[j] = Math.min(c[j], upper);
      lack[j] = Math.max(0, lower - mass[j]);
      room[j] = upper == Double.POSITIVE_INFINITY ? b[j] : Math.max(0, upper - mass[j] - lack[j]);
      lacking += lack[j];
      surplus += Math.max(0, mass[j] - lower);
      rooms += room[j];
    }
    boolean exactRows = problem.rowRule() instanceof MarginalRule.Exact;
    double[] kept = new double[m];
    if (exactRows || problem.fixesMass()) {
      double added = (exactRows ? 1 : problem.mass()) - Arrays.stream(mass).sum();
      if (added > lacking) {
        for (int j = 0; j < m && rooms > 0; j++) {
          lack[j] += (added - lacking) * room[j] / rooms;
        }
      } else if (surplus > 0) {
        double share = Math.min(1, (lacking - added) / surplus);
        for (int j = 0; j < m; j++) {
          mass[j] -= share * Math.max(0, mass[j] - rule.lower() * b[j]);
        }
      }
    }
    for (int j = 0; j < m; j++) {
      kept[j] = c[j] > 0 ? mass[j] / c[j] : 1;
    }
    return new Rounding(kept, lack);
  }
}
