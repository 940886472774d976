package io.convoy;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;
import io.convoy.transport.MarginalRule;
import io.convoy.transport.Marginals;
import io.convoy.transport.PointTransport;
import io.convoy.transport.SolverMethod;
import io.convoy.transport.SolverSettings;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What can be asked of a transport, the same over arrays and over tables. What is left unsaid is as
 * the command line has it: squared Euclidean cost, epsilon 0.05std, exact marginals, tolerance
 * 1e-4, 1000 iterations, single precision, annealed. Equal settings give equal bits everywhere.
 *
 * <p>Immutable: every verb returns a new question. Extended by {@link Transport} and by its
 * counterpart over tables.
 *
 * @param <T> the question itself
 */
public abstract class TransportVerbs<T extends TransportVerbs<T>> {

  private final Choices choices;

  /** Asks as {@code choices} say. */
  protected TransportVerbs(Choices choices) {
    this.choices = choices;
  }

  /** What was chosen so far. Opaque: handed on by those who extend the verbs. */
  protected record Choices(
      GroundCost cost,
      SolverSettings solver,
      boolean blurred,
      MarginalRule source,
      MarginalRule target,
      OptionalDouble mass) {

    /** Returns the defaults. */
    public static Choices defaults() {
      return new Choices(
          GroundCost.SQUARED_EUCLIDEAN,
          SolverSettings.defaults(),
          false,
          new MarginalRule.Exact(),
          new MarginalRule.Exact(),
          OptionalDouble.empty());
    }

    private Choices with(SolverSettings other) {
      return new Choices(cost, other, blurred, source, target, mass);
    }

    private Choices with(Epsilon epsilon, boolean asBlur) {
      return new Choices(cost, solver.withEpsilon(epsilon), asBlur, source, target, mass);
    }
  }

  /** Returns the same question with other choices. */
  protected abstract T with(Choices other);

  /** Returns what was chosen so far. */
  protected final Choices choices() {
    return choices;
  }

  /**
   * Returns the question for a solver.
   *
   * @throws IllegalArgumentException if the choices do not go together
   */
  protected final PointTransport question() {
    if (choices.blurred && !choices.cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
      throw new IllegalArgumentException(
          "blur is defined for the cost sqeuclidean only, got cost "
              + choices.cost
              + ": give epsilon instead");
    }
    return new PointTransport(
        choices.cost,
        Marginals.of(choices.source, choices.target, choices.mass, choices.cost),
        choices.solver);
  }

  /**
   * Returns the question with the cost {@code sqeuclidean}, {@code euclidean}, {@code cosine}...
   */
  public T cost(String name) {
    return cost(GroundCost.parse(name));
  }

  /** Returns the question with another cost. */
  public T cost(GroundCost cost) {
    return with(
        new Choices(
            cost, choices.solver, choices.blurred, choices.source, choices.target, choices.mass));
  }

  /** Returns the question with a strength of the entropy, in cost units. */
  public T epsilon(double epsilon) {
    return with(choices.with(new Epsilon(epsilon, Epsilon.Unit.COST), false));
  }

  /**
   * Returns the question with a strength of the entropy: a number, or a multiple of the costs'
   * standard deviation or mean, as in {@code 0.05std} and {@code 0.1mean}.
   */
  public T epsilon(String text) {
    return with(choices.with(Epsilon.parse(text), false));
  }

  /**
   * Returns the question with epsilon {@code 2 blur^2}, that of a Gaussian of standard deviation
   * {@code blur}; for the squared Euclidean cost.
   */
  public T blur(double blur) {
    return with(choices.with(Epsilon.ofBlur(blur), true));
  }

  /** Returns the question with the L1 error of the marginals that counts as solved. */
  public T tolerance(double tolerance) {
    if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("tolerance must be > 0 and finite, got " + tolerance);
    }
    SolverSettings solver = choices.solver;
    return with(choices.with(solver.withAccuracy(tolerance, solver.precision())));
  }

  /** Returns the question with the most iterations to take; a solve may end without converging. */
  public T maxIterations(int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException("maxIterations must be >= 1, got " + iterations);
    }
    return with(choices.with(choices.solver.withMaxIterations(iterations)));
  }

  /**
   * Returns the question with one rule for both marginals; see {@link #marginals(String, String)}.
   */
  public T marginals(String both) {
    return marginals(MarginalRule.parse(both));
  }

  /**
   * Returns the question with rules for how strictly weights hold: {@code exact}, {@code kl:RHO},
   * {@code tv:RHO}, {@code range:A,B}, {@code at-most} or {@code free}.
   */
  public T marginals(String source, String target) {
    return marginals(MarginalRule.parse(source), MarginalRule.parse(target));
  }

  /** Returns the question with one rule for both marginals. */
  public T marginals(MarginalRule both) {
    return marginals(both, both);
  }

  /** Returns the question with rules for how strictly the weights hold. */
  public T marginals(MarginalRule source, MarginalRule target) {
    return with(
        new Choices(choices.cost, choices.solver, choices.blurred, source, target, choices.mass));
  }

  /** Returns the question for a plan of a given total mass; exact marginals become upper bounds. */
  public T mass(double mass) {
    return with(
        new Choices(
            choices.cost,
            choices.solver,
            choices.blurred,
            choices.source,
            choices.target,
            OptionalDouble.of(mass)));
  }

  /** Returns the question with points and exponents in {@code float} or {@code double}. */
  public T precision(String name) {
    return precision(named("precision", Precision.values(), name));
  }

  /** Returns the question with points and exponents in another precision. */
  public T precision(Precision precision) {
    SolverSettings solver = choices.solver;
    return with(choices.with(solver.withAccuracy(solver.tolerance(), precision)));
  }

  /** Returns the question with a solver: {@code auto}, {@code sinkhorn}, {@code momentum}... */
  public T solver(String name) {
    return solver(named("solver", SolverMethod.values(), name));
  }

  /** Returns the question with another solver. */
  public T solver(SolverMethod method) {
    return with(choices.with(choices.solver.withMethod(method)));
  }

  /** Returns the question with epsilon approached from above, or not. */
  public T anneal(boolean annealed) {
    SolverSettings solver = choices.solver;
    return with(
        choices.with(
            new SolverSettings(
                solver.epsilon(),
                solver.tolerance(),
                solver.maxIterations(),
                solver.precision(),
                annealed,
                solver.method())));
  }

  private static <E> E named(String what, E[] known, String name) {
    return Arrays.stream(known)
        .filter(value -> value.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    what
                        + " must be one of "
                        + Arrays.stream(known).map(E::toString).collect(Collectors.joining(", "))
                        + ", got "
                        + name));
  }
}
