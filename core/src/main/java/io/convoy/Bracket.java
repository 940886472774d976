package io.convoy;

/**
 * Two proved bounds of one figure; NaN where a bound cannot be had.
 *
 * @param lower not above the figure
 * @param upper not below it
 */
public record Bracket(double lower, double upper) {

  /** Returns how far apart the bounds are. */
  public double width() {
    return upper - lower;
  }
}
