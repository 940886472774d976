package io.convoy;

import io.convoy.geometry.PointBlock;
import java.util.concurrent.ForkJoinPool;

/**
 * Optimal transport with entropy between two sets of points in memory.
 *
 * <pre>{@code
 * TransportSolution solution = Transport.between(x, y).epsilon("0.05std").solve();
 * double cost = solution.cost();
 * double[][] moved = solution.map(x);
 * }</pre>
 *
 * <p>Immutable and safe to share: every verb returns a new question, the arrays are copied. Work is
 * done by the calling thread unless {@link #threads} or {@link #pool} lend others; how many changes
 * no bit of a result.
 */
public final class Transport extends TransportVerbs<Transport> {

  private final Side source;
  private final Side target;
  private final Workers workers;

  private Transport(Side source, Side target, Workers workers, Choices choices) {
    super(choices);
    this.source = source;
    this.target = target;
    this.workers = workers;
  }

  /**
   * Returns the question of how to move the rows of {@code x} to the rows of {@code y}, all of one
   * weight.
   *
   * @throws IllegalArgumentException if there are no rows, they are not all of one length, or a
   *     value is NaN or infinite
   */
  public static Transport between(double[][] x, double[][] y) {
    PointBlock from = Points.read("x", x);
    PointBlock to = Points.read("y", y);
    Points.requireEqualDimensions("x", from, "y", to);
    return new Transport(Side.uniform(from), Side.uniform(to), Workers.CALLER, Choices.defaults());
  }

  /**
   * Returns the question with weights of the rows. Rows of weight 0 take no part.
   *
   * @param a one per row of {@code x}, {@code >= 0}, summing to 1
   * @param b one per row of {@code y}, {@code >= 0}, summing to 1
   * @throws IllegalArgumentException if there are more or fewer, one is negative or not finite, or
   *     they do not sum to 1
   */
  public Transport weights(double[] a, double[] b) {
    return new Transport(source.weighted("a", a), target.weighted("b", b), workers, choices());
  }

  /** Returns the question with so many threads to work on it, which live while it is worked on. */
  public Transport threads(int threads) {
    return new Transport(source, target, Workers.of(threads), choices());
  }

  /** Returns the question with the threads of a pool to work on it, which stays the caller's. */
  public Transport pool(ForkJoinPool pool) {
    return new Transport(source, target, Workers.of(pool), choices());
  }

  @Override
  protected Transport with(Choices other) {
    return new Transport(source, target, workers, other);
  }

  /**
   * Returns the solution.
   *
   * @throws IllegalArgumentException if the choices do not go together, no plan meets the
   *     marginals, or epsilon does not fit the costs
   * @throws ArithmeticException if the costs overflow
   */
  public TransportSolution solve() {
    return TransportSolution.of(question(), source, target, workers);
  }
}
