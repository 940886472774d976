package io.convoy.semidiscrete;

/**
 * Potentials judged by fresh samples.
 *
 * @param samples how many
 * @param mass share of the samples in every cell
 * @param low lower end of every mass's confidence interval
 * @param high upper end
 * @param error L1 distance of the masses from the weights
 * @param noise what the samples' own randomness makes of that distance for exact potentials, on
 *     average
 * @param dual {@code E min_j (c - g_j) + <b, g>}: but for its own noise, no map costs less
 * @param dualError the standard error of {@code dual}
 * @param cost the mean cost of the map that the potentials give
 * @param outside number of sites whose weight is outside of its interval
 */
public record Verification(
    long samples,
    double[] mass,
    double[] low,
    double[] high,
    double error,
    double noise,
    double dual,
    double dualError,
    double cost,
    int outside) {

  /** The normal quantile of intervals that hold 95 of 100 masses. */
  private static final double QUANTILE = 1.959963984540054;

  /**
   * Returns the error beyond what samples make of it: the two are independent, so their squares add
   * up.
   */
  public double excess() {
    return Math.sqrt(Math.max(0, error * error - noise * noise));
  }

  static Verification of(double[] b, double[] g, Cells cells) {
    double n = cells.samples();
    int m = b.length;
    double[] low = new double[m];
    double[] high = new double[m];
    double error = 0;
    double noise = 0;
    double potentials = 0;
    double received = 0;
    int outside = 0;
    for (int j = 0; j < m; j++) {
      double p = cells.mass()[j];
      // Wilson's interval, which holds for cells with few samples or none
      double z = QUANTILE * QUANTILE / n;
      double middle = (p + z / 2) / (1 + z);
      double half = QUANTILE / (1 + z) * Math.sqrt(p * Math.max(0, 1 - p) / n + z / (4 * n));
      low[j] = Math.max(0, middle - half);
      high[j] = Math.min(1, middle + half);
      outside += b[j] < low[j] || b[j] > high[j] ? 1 : 0;
      error += Math.abs(p - b[j]);
      noise += Math.sqrt(2 * b[j] * Math.max(0, 1 - b[j]) / (Math.PI * n));
      potentials += b[j] * g[j];
      received += p * g[j];
    }
    double variance = Math.max(0, cells.squares() - cells.lowest() * cells.lowest());
    return new Verification(
        cells.samples(),
        cells.mass(),
        low,
        high,
        error,
        noise,
        cells.lowest() + potentials,
        Math.sqrt(variance / n),
        cells.lowest() + received,
        outside);
  }
}
