package io.convoy.mixture;

import java.util.Arrays;
import java.util.List;

/**
 * Climbs to a mixture of largest value by projected gradient steps.
 *
 * <p>A step is halved until the value rises by a part of what the slope promises (Armijo), so the
 * value never falls. The value need not be concave; of several starts the best end counts.
 * Deterministic.
 */
public final class MixtureAscent {

  /** Shares that move by less stand still: a thousandth of a percent. */
  private static final double STILL = 1e-5;

  /** What part of the slope's promise a step must keep. */
  private static final double KEPT = 1e-4;

  /** How far the first step moves a mixture. */
  private static final double FIRST = 0.25;

  /** A step that moves a mixture by more ends where this one does, but for rounding. */
  private static final double FARTHEST = 4;

  private static final int MOST_STEPS = 200;

  private MixtureAscent() {}

  /** A value with its gradient in the shares, which may be off by a constant. */
  public record Slope(double value, double[] gradient) {}

  /** What is to be large. */
  @FunctionalInterface
  public interface Objective {

    /** Returns value and gradient at shares that sum to 1. */
    Slope at(double[] shares);
  }

  /**
   * Where the climb ended.
   *
   * @param shares the mixture
   * @param slope there
   * @param steps that were taken from the start that led here
   */
  public record Top(double[] shares, Slope slope, int steps) {}

  /**
   * Returns the best end.
   *
   * @param caps upper bounds of shares, as {@link Simplex#project} takes them
   * @param starts at least one; of each the nearest shares within the caps
   */
  public static Top climb(Objective objective, double[] caps, List<double[]> starts) {
    Top best = null;
    for (double[] start : starts) {
      Top top = climb(objective, caps, Simplex.project(start, caps));
      best = best == null || top.slope().value() > best.slope().value() ? top : best;
    }
    if (best == null) {
      throw new IllegalArgumentException("a climb needs at least one start, got none");
    }
    return best;
  }

  private static Top climb(Objective objective, double[] caps, double[] start) {
    double[] here = start;
    Slope slope = objective.at(here);
    double step = FIRST / steepness(slope.gradient());
    for (int steps = 0; steps < MOST_STEPS; steps++) {
      double[] next = moved(here, slope.gradient(), step, caps);
      Slope there = objective.at(next);
      while (distance(here, next) > STILL && !rises(here, slope, next, there)) {
        step /= 2;
        next = moved(here, slope.gradient(), step, caps);
        there = objective.at(next);
      }
      if (distance(here, next) <= STILL) {
        return new Top(here, slope, steps);
      }
      here = next;
      slope = there;
      step = Math.min(2 * step, FARTHEST / steepness(slope.gradient()));
    }
    return new Top(here, slope, MOST_STEPS);
  }

  private static boolean rises(double[] here, Slope slope, double[] next, Slope there) {
    double promised = 0;
    for (int i = 0; i < here.length; i++) {
      promised += slope.gradient()[i] * (next[i] - here[i]);
    }
    return there.value() > slope.value() && there.value() - slope.value() >= KEPT * promised;
  }

  /** Returns the step's end; the gradient is centred first, so that sums of shares stay exact. */
  private static double[] moved(double[] here, double[] gradient, double step, double[] caps) {
    double mean = Arrays.stream(gradient).average().orElseThrow();
    double[] point = new double[here.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = here[i] + step * (gradient[i] - mean);
    }
    return Simplex.project(point, caps);
  }

  private static double steepness(double[] gradient) {
    double mean = Arrays.stream(gradient).average().orElseThrow();
    double squares = Arrays.stream(gradient).map(g -> (g - mean) * (g - mean)).sum();
    return Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
  }

  private static double distance(double[] left, double[] right) {
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      largest = Math.max(largest, Math.abs(left[i] - right[i]));
    }
    return largest;
  }
}
