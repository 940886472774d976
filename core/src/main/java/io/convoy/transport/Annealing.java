package io.convoy.transport;

/**
 * The values of epsilon a solve passes through: from the cost's deviation down to the one asked
 * for, each a fixed factor below the one before. A level before the last is left as soon as its
 * error is small enough to be a start for the next.
 *
 * @param target the last level, {@code > 0}, in cost units
 * @param first the first level; levels start at {@code target} if this is not larger
 * @param factor ratio of successive levels, in (0, 1)
 * @param looseTolerance error at which a level before the last is left, {@code > 0}
 */
public record Annealing(double target, double first, double factor, double looseTolerance) {

  /** Ratio of levels: a quarter needed the fewest sweeps on the reference problems. */
  public static final double FACTOR = 0.25;

  /** Error at which a level is left: a twentieth of the mass misplaced. */
  public static final double LOOSE_TOLERANCE = 0.05;

  public Annealing {
    if (!(target > 0) || target == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("epsilon must be finite and > 0, got " + target);
    }
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("the annealing factor must be in (0, 1), got " + factor);
    }
    if (!(looseTolerance > 0)) {
      throw new IllegalArgumentException("the loose tolerance must be > 0, got " + looseTolerance);
    }
  }

  /** Returns the usual levels from {@code first} to {@code target}. */
  public static Annealing between(double first, double target) {
    return new Annealing(target, first, FACTOR, LOOSE_TOLERANCE);
  }

  /** Returns the single level {@code target}. */
  public static Annealing none(double target) {
    return between(target, target);
  }

  /** Returns the epsilon of {@code level}, from 0. */
  public double epsilon(int level) {
    double epsilon = first * Math.pow(factor, level);
    // a last step of less than half the usual one is not worth a level of its own
    return epsilon > target / Math.sqrt(factor) ? epsilon : target;
  }

  /** Returns whether {@code level} is the last. */
  public boolean isLast(int level) {
    return epsilon(level) == target;
  }
}
