package io.convoy.iterate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class LoopTest {

  /** The state counts evaluations from 1; the evaluation is its double; errors are given. */
  private record Scripted(double[] errors, double[] objectives, boolean[] decisive)
      implements Solver<Integer, Integer> {

    /** Errors that fall by half and never lie. */
    static Scripted halving(int length) {
      double[] errors = new double[length];
      boolean[] decisive = new boolean[length];
      for (int i = 0; i < length; i++) {
        errors[i] = Math.scalb(1.0, -i);
        decisive[i] = true;
      }
      return new Scripted(errors, new double[length], decisive);
    }

    @Override
    public Reading read(Integer state, Integer evaluation) {
      assertThat(evaluation).isEqualTo(2 * state);
      int i = state - 1;
      return new Reading(state, 0, errors[i], objectives[i], decisive[i]);
    }

    @Override
    public Integer step(Integer state, Integer evaluation) {
      assertThat(evaluation).isEqualTo(2 * state);
      return state + 1;
    }

    Loop.Outcome<Integer, Integer> run(StoppingRule rule, LoopObserver<Integer> observer) {
      return new Loop<>((Integer state) -> 2 * state, this, rule, observer).run(1);
    }

    Loop.Outcome<Integer, Integer> run(StoppingRule rule) {
      return run(rule, LoopObserver.none());
    }
  }

  @Property
  void aLoopEndsAtTheFirstErrorThatIsSmallEnough(
      @ForAll @DoubleRange(min = 1e-9, max = 2) @Scale(12) double tolerance) {
    var outcome = Scripted.halving(40).run(new StoppingRule(tolerance, 40));
    int steps = outcome.state();
    double error = Math.scalb(1.0, 1 - steps);
    assertThat(outcome.termination()).isEqualTo(new Termination.Converged(steps, error));
    assertThat(error).isLessThanOrEqualTo(tolerance);
    assertThat(steps == 1 || 2 * error > tolerance).isTrue();
    assertThat(outcome.evaluation()).isEqualTo(2 * steps);
    assertThat(outcome.trace()).hasSize(steps);
    assertThat(outcome.trace().get(steps - 1).error()).isEqualTo(error);
  }

  @Property(tries = 100)
  void aLoopEndsWithItsBudget(@ForAll @IntRange(min = 1, max = 30) int budget) {
    var outcome = Scripted.halving(30).run(new StoppingRule(1e-300, budget));
    assertThat(outcome.state()).isEqualTo(budget);
    assertThat(outcome.termination())
        .isEqualTo(new Termination.Exhausted(budget, Math.scalb(1.0, 1 - budget)));
  }

  @Property(tries = 100)
  void aLoopEndsWhenErrorOrObjectiveIsNoNumber(
      @ForAll @IntRange(min = 1, max = 9) int when,
      @ForAll("notFinite") double value,
      @ForAll boolean inObjective) {
    Scripted solver = Scripted.halving(10);
    (inObjective ? solver.objectives() : solver.errors())[when - 1] = value;
    var outcome = solver.run(new StoppingRule(1e-300, 10));
    assertThat(outcome.termination()).isEqualTo(new Termination.Diverged(when));
    assertThat(outcome.state()).isEqualTo(when);
    assertThat(outcome.trace()).hasSize(when);
  }

  @Provide
  Arbitrary<Double> notFinite() {
    return Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Property(tries = 100)
  void anObserverEndsALoopAtTheStateItSaw(@ForAll @IntRange(min = 1, max = 9) int when) {
    List<Integer> seen = new ArrayList<>();
    var outcome =
        Scripted.halving(10)
            .run(
                new StoppingRule(1e-300, 10),
                (state, reading) -> {
                  assertThat(reading.iteration()).isEqualTo(state);
                  seen.add(state);
                  return state < when;
                });
    assertThat(outcome.termination())
        .isEqualTo(new Termination.Interrupted(when, Math.scalb(1.0, 1 - when)));
    assertThat(outcome.state()).isEqualTo(when);
    assertThat(seen).hasSize(when);
  }

  @Example
  void whatIsSolvedIsNotCalledInterrupted() {
    var outcome = Scripted.halving(9).run(new StoppingRule(0.25, 9), (state, reading) -> state < 3);
    assertThat(outcome.termination()).isEqualTo(new Termination.Converged(3, 0.25));
  }

  @Property(tries = 100)
  void aReadingOfAnEasierProblemIsNeverASolution(@ForAll @IntRange(min = 1, max = 9) int decided) {
    Scripted solver = Scripted.halving(10);
    for (int i = 0; i < 10; i++) {
      solver.errors()[i] = 0;
      solver.decisive()[i] = i + 1 >= decided;
    }
    assertThat(solver.run(new StoppingRule(1, 10)).termination())
        .isEqualTo(new Termination.Converged(decided, 0));
    assertThat(solver.run(new StoppingRule(1, decided)).termination())
        .isEqualTo(new Termination.Converged(decided, 0));
    if (decided > 1) {
      assertThat(solver.run(new StoppingRule(1, decided - 1)).termination())
          .isEqualTo(new Termination.Exhausted(decided - 1, 0));
    }
  }

  @Property(tries = 100)
  void aRunGoesOnWhereAnotherStopped(@ForAll @IntRange(min = 1, max = 9) int when) {
    Scripted solver = Scripted.halving(10);
    StoppingRule rule = new StoppingRule(Math.scalb(1.0, -9), 10);
    var whole = solver.run(rule);
    var first = solver.run(rule, (state, reading) -> state < when);
    var second =
        new Loop<>((Integer state) -> 2 * state, solver, rule, LoopObserver.none())
            .run(first.state());
    assertThat(second.termination()).isEqualTo(whole.termination());
    List<Solver.Reading> trace = new ArrayList<>(first.trace());
    trace.addAll(second.trace().subList(1, second.trace().size()));
    assertThat(trace).isEqualTo(whole.trace());
  }

  @Example
  void aRuleNeedsAToleranceAndABudget() {
    for (double tolerance : new double[] {0, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new StoppingRule(tolerance, 1))
          .withMessage("tolerance must be > 0, got " + tolerance);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoppingRule(1e-4, 0))
        .withMessage("max-iterations must be >= 1, got 0");
  }
}
