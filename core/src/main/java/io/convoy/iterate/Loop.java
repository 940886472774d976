package io.convoy.iterate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The one loop: evaluate, judge, step. Every job's iteration runs through it.
 *
 * @param <S> the state
 * @param <E> the evaluation
 */
public final class Loop<S, E> {

  private final Function<S, E> evaluate;
  private final Solver<S, E> solver;
  private final StoppingRule rule;
  private final LoopObserver<? super S> observer;

  public Loop(
      Function<S, E> evaluate,
      Solver<S, E> solver,
      StoppingRule rule,
      LoopObserver<? super S> observer) {
    this.evaluate = evaluate;
    this.solver = solver;
    this.rule = rule;
    this.observer = observer;
  }

  /** Returns the last state evaluated, its evaluation, and why it is the last. */
  public Outcome<S, E> run(S start) {
    List<Solver.Reading> trace = new ArrayList<>();
    S state = start;
    while (true) {
      E evaluation = evaluate.apply(state);
      Solver.Reading reading = solver.read(state, evaluation);
      trace.add(reading);
      boolean goOn = observer.observe(state, reading);
      Termination end = judge(reading, goOn);
      if (end != null) {
        return new Outcome<>(state, evaluation, end, List.copyOf(trace));
      }
      state = solver.step(state, evaluation);
    }
  }

  private Termination judge(Solver.Reading reading, boolean goOn) {
    int iteration = reading.iteration();
    if (!Double.isFinite(reading.error()) || !Double.isFinite(reading.objective())) {
      return new Termination.Diverged(iteration);
    }
    if (reading.decisive() && reading.error() <= rule.tolerance()) {
      return new Termination.Converged(iteration, reading.error());
    }
    if (iteration >= rule.maxIterations()) {
      return new Termination.Exhausted(iteration, reading.error());
    }
    return goOn ? null : new Termination.Interrupted(iteration, reading.error());
  }

  /**
   * How a loop ended.
   *
   * @param state the last state evaluated
   * @param evaluation the evaluation of {@code state}
   * @param termination why it is the last
   * @param trace one reading per evaluation of this run, in order
   */
  public record Outcome<S, E>(
      S state, E evaluation, Termination termination, List<Solver.Reading> trace) {}
}
