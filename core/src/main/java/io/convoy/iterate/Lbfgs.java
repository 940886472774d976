package io.convoy.iterate;

import java.util.ArrayList;
import java.util.List;

/**
 * Climbs a concave function by limited-memory BFGS (Nocedal 1980), one evaluation a step.
 *
 * <p>Lengths are found by the bisection for the weak Wolfe conditions of Lewis and Overton (2013),
 * which works where the function has kinks too. A library's minimiser would do the same, but calls
 * the function itself and keeps its history to itself: here the loop evaluates, and a run resumes
 * from the state at any evaluation.
 *
 * @param firstStep largest change of an unknown that the first step makes, {@code > 0}
 */
public record Lbfgs(double firstStep) implements Solver<LbfgsState, Lbfgs.Ascent> {

  private static final int PAIRS = 20;
  private static final double ARMIJO = 1e-4;
  private static final double CURVATURE = 0.9;

  /** Bisections after which there is no step. */
  private static final double SHORTEST = 0x1p-40;

  /** A function that is climbed, at one point. */
  public interface Ascent {

    /** Returns its value. */
    double value();

    /** Returns its gradient, or one of its supergradients. */
    double[] gradient();

    /** Returns how far the point is from solving the problem. */
    double error();
  }

  public Lbfgs {
    if (!(firstStep > 0) || Double.isInfinite(firstStep)) {
      throw new IllegalArgumentException("the first step must be > 0 and finite, got " + firstStep);
    }
  }

  @Override
  public Reading read(LbfgsState state, Ascent evaluation) {
    return new Reading(state.iteration(), 0, evaluation.error(), evaluation.value(), true);
  }

  @Override
  public LbfgsState step(LbfgsState state, Ascent evaluation) {
    if (state.step() == 0) {
      return accept(state, evaluation, state.moves(), state.turns());
    }
    double slope = dot(state.gradient(), state.direction());
    // what rounding alone may take away near the top
    double noise = Math.scalb(Math.abs(state.value()), -48);
    boolean rises = evaluation.value() >= state.value() + ARMIJO * state.step() * slope - noise;
    if (!rises) {
      return narrowed(state, state.lowest(), state.step());
    }
    if (dot(evaluation.gradient(), state.direction()) > CURVATURE * slope) {
      return state.highest() == Double.POSITIVE_INFINITY
          ? state.searching(2 * state.step(), state.step(), state.highest())
          : narrowed(state, state.step(), state.highest());
    }
    List<double[]> moves = new ArrayList<>(state.moves());
    List<double[]> turns = new ArrayList<>(state.turns());
    double[] move = new double[state.base().length];
    double[] turn = new double[move.length];
    for (int k = 0; k < move.length; k++) {
      move[k] = state.step() * state.direction()[k];
      turn[k] = state.gradient()[k] - evaluation.gradient()[k];
    }
    if (dot(move, turn) > 0) {
      moves.add(move);
      turns.add(turn);
      if (moves.size() > PAIRS) {
        moves.remove(0);
        turns.remove(0);
      }
    }
    return accept(state, evaluation, moves, turns);
  }

  private LbfgsState narrowed(LbfgsState state, double lowest, double highest) {
    double middle = (lowest + highest) / 2;
    if (highest - lowest > SHORTEST * highest && middle > SHORTEST * SHORTEST) {
      return state.searching(middle, lowest, highest);
    }
    // forget what led here, and try the gradient itself
    return begun(
        state,
        state.base(),
        state.value(),
        state.gradient(),
        List.of(),
        List.of(),
        state.failures() + 1);
  }

  private LbfgsState accept(
      LbfgsState state, Ascent evaluation, List<double[]> moves, List<double[]> turns) {
    return begun(state, state.point(), evaluation.value(), evaluation.gradient(), moves, turns, 0);
  }

  private LbfgsState begun(
      LbfgsState before,
      double[] base,
      double value,
      double[] gradient,
      List<double[]> moves,
      List<double[]> turns,
      int failures) {
    double[] direction = direction(gradient, moves, turns);
    double largest = 0;
    for (double component : direction) {
      largest = Math.max(largest, Math.abs(component));
    }
    double step = moves.isEmpty() && largest > 0 ? firstStep / largest : 1;
    return new LbfgsState(
        before.iteration() + 1,
        base,
        value,
        gradient,
        direction,
        step,
        0,
        Double.POSITIVE_INFINITY,
        failures,
        moves,
        turns);
  }

  /** The two-loop recursion. */
  private static double[] direction(double[] gradient, List<double[]> moves, List<double[]> turns) {
    double[] direction = gradient.clone();
    int pairs = moves.size();
    double[] alpha = new double[pairs];
    for (int p = pairs - 1; p >= 0; p--) {
      alpha[p] = dot(moves.get(p), direction) / dot(moves.get(p), turns.get(p));
      add(direction, -alpha[p], turns.get(p));
    }
    if (pairs > 0) {
      double[] move = moves.get(pairs - 1);
      double[] turn = turns.get(pairs - 1);
      double scale = dot(move, turn) / dot(turn, turn);
      for (int k = 0; k < direction.length; k++) {
        direction[k] *= scale;
      }
    }
    for (int p = 0; p < pairs; p++) {
      double beta = dot(turns.get(p), direction) / dot(moves.get(p), turns.get(p));
      add(direction, alpha[p] - beta, moves.get(p));
    }
    return direction;
  }

  private static void add(double[] to, double factor, double[] values) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * values[k];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * y[k];
    }
    return sum;
  }
}
