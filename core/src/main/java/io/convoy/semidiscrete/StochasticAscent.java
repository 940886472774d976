package io.convoy.semidiscrete;

import io.convoy.iterate.Solver;

/**
 * Stochastic ascent on the concave {@code E min_j (c(x, y_j) - g_j) + <b, g>}, whose gradient is
 * {@code b} less the cells' masses.
 *
 * <p>Steps are those of Adam (Kingma and Ba, arXiv 1412.6980), as in DPM-OT (arXiv 2307.11308): a
 * site whose cell is empty rises as fast as any. They shrink with the root of the iteration, and
 * what is used is the average of the iterates, the k-th with weight k (Shamir and Zhang, ICML
 * 2013), so that the noise of the samples cancels. Potentials are kept at mean 0.
 *
 * @param weights b, one per site
 * @param step the first step, in cost units
 */
public record StochasticAscent(double[] weights, double step)
    implements Solver<AscentState, Cells> {

  private static final double SLOPE_DECAY = 0.9;
  private static final double SQUARE_DECAY = 0.999;

  /** Iterations before steps begin to shrink. */
  private static final double STEADY = 50;

  /** The gradient's noise is what counts: the L1 error of one draw's masses. */
  @Override
  public Reading read(AscentState state, Cells cells) {
    double error = 0;
    double value = cells.lowest();
    for (int j = 0; j < weights.length; j++) {
      error += Math.abs(weights[j] - cells.mass()[j]);
      value += weights[j] * state.g()[j];
    }
    return new Reading(state.iteration(), 0, error, value, false);
  }

  @Override
  public AscentState step(AscentState state, Cells cells) {
    int m = weights.length;
    int t = state.iteration();
    double[] g = new double[m];
    double[] slope = new double[m];
    double[] square = new double[m];
    double size = step / Math.sqrt(1 + t / STEADY);
    double slopeScale = 1 - Math.pow(SLOPE_DECAY, t);
    double squareScale = 1 - Math.pow(SQUARE_DECAY, t);
    double mean = 0;
    for (int j = 0; j < m; j++) {
      double gradient = weights[j] - cells.mass()[j];
      slope[j] = SLOPE_DECAY * state.slope()[j] + (1 - SLOPE_DECAY) * gradient;
      square[j] = SQUARE_DECAY * state.square()[j] + (1 - SQUARE_DECAY) * gradient * gradient;
      double length = Math.sqrt(square[j] / squareScale);
      g[j] = state.g()[j] + (length > 0 ? size * slope[j] / slopeScale / length : 0);
      mean += g[j] / m;
    }
    double[] average = new double[m];
    double share = 2.0 / (t + 2);
    for (int j = 0; j < m; j++) {
      g[j] -= mean;
      average[j] = state.average()[j] + share * (g[j] - state.average()[j]);
    }
    return new AscentState(t + 1, g, average, slope, square);
  }
}
