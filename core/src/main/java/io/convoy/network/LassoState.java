package io.convoy.network;

/**
 * What the driver knows between rounds; parameters and flows live in the blocks.
 *
 * @param round 1 for the first
 * @param rho step of the round
 * @param best smallest objective so far
 */
public record LassoState(int round, double rho, double best) {

  /** Returns the state before the first round. */
  public static LassoState start(double rho) {
    return new LassoState(1, rho, Double.POSITIVE_INFINITY);
  }
}
