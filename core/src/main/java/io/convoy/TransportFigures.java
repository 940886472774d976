package io.convoy;

import io.convoy.iterate.Termination;
import io.convoy.transport.Certificate;
import io.convoy.transport.Divergence;
import io.convoy.transport.TransportResult;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The figures of a solved transport, the same over arrays and over tables. All in cost units but
 * masses and errors, and all computed in double from the solution.
 *
 * <p>A solve that ran out of iterations has them too, and they hold of the plan it ended with:
 * {@link #converged} says so. Of a solve that diverged they are NaN. Extended by {@link
 * TransportSolution} and by its counterpart over tables.
 */
public abstract class TransportFigures {

  private final TransportResult result;
  private Optional<Divergence> divergence;

  /** The figures of a result. */
  protected TransportFigures(TransportResult result) {
    this.result = result;
  }

  /** Returns what the solver returned. */
  protected final TransportResult result() {
    return result;
  }

  /** Returns what is proved of the divergence, if all its problems have certificates. */
  protected abstract Optional<Divergence> solveDivergence();

  /** Returns the cost of the plan, {@code <P, C>}, without its entropy. */
  public double cost() {
    return figure(Certificate::cost);
  }

  /** Returns the dual's value, a lower bound of the regularised optimum. */
  public double dual() {
    return figure(Certificate::dual);
  }

  /**
   * Returns by how much the dual may miss the regularised optimum at most; NaN where rules other
   * than exact leave no bound.
   */
  public double gap() {
    return figure(Certificate::gap);
  }

  /**
   * Returns a lower bound of the optimum without entropy; NaN where the potentials prove none,
   * which exact marginals never meet.
   */
  public double exactLower() {
    return figure(Certificate::exactLower);
  }

  /**
   * Returns an upper bound of the optimum without entropy, the cost of a feasible plan; NaN where
   * none was found, which exact marginals never meet.
   */
  public double exactUpper() {
    return figure(Certificate::exactUpper);
  }

  /** Returns both bounds of the optimum without entropy. */
  public Bracket bracket() {
    return new Bracket(exactLower(), exactUpper());
  }

  /** Returns the L1 error of the plan's column sums. */
  public double marginalError() {
    return figure(Certificate::marginalError);
  }

  /** Returns the total mass of the plan: 1 for exact marginals, but for the marginal error. */
  public double mass() {
    return figure(Certificate::mass);
  }

  /** Returns the strength of the entropy, in cost units. */
  public double epsilon() {
    return result.epsilon();
  }

  /** Returns the number of evaluations of the dual. */
  public int iterations() {
    return result.termination().iterations();
  }

  /** Returns whether the tolerance was reached. */
  public boolean converged() {
    return result.termination() instanceof Termination.Converged;
  }

  /**
   * Returns the debiased Sinkhorn divergence {@code OT(a, b) - OT(a, a) / 2 - OT(b, b) / 2}, not
   * negative but for the solver's error, and 0 where both sides are the same; NaN if a problem
   * diverged. The first call solves the two problems of each side with itself.
   *
   * @throws IllegalArgumentException if the marginals have different rules or the mass is given
   */
  public double divergence() {
    return provedDivergence().map(Divergence::value).orElse(Double.NaN);
  }

  /** Returns two bounds of the {@link #divergence} that hold however far its problems converged. */
  public Bracket divergenceBracket() {
    return provedDivergence()
        .map(proved -> new Bracket(proved.lower(), proved.upper()))
        .orElse(new Bracket(Double.NaN, Double.NaN));
  }

  private synchronized Optional<Divergence> provedDivergence() {
    if (divergence == null) {
      divergence = solveDivergence();
    }
    return divergence;
  }

  private double figure(ToDoubleFunction<Certificate> which) {
    return result.certificate().map(which::applyAsDouble).orElse(Double.NaN);
  }

  /**
   * Returns the end of a solve that has a plan.
   *
   * @throws IllegalStateException if it diverged
   */
  protected final TransportResult requirePlan() {
    if (result.certificate().isEmpty()) {
      throw new IllegalStateException(
          "the solve diverged after "
              + iterations()
              + " iterations and there is no plan: try a larger epsilon, or precision double");
    }
    return result;
  }
}
