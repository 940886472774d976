package io.convoy.iterate;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where an ascent by {@link Lbfgs} is: a point that was accepted, and a step from it to be judged.
 *
 * @param iteration of the next evaluation, from 1
 * @param base the last point accepted
 * @param value there; minus infinity before the first evaluation
 * @param gradient there
 * @param direction of the step
 * @param step its length in units of the direction; 0 where {@code base} is to be evaluated
 * @param lowest a length known to be too short
 * @param highest a length known to be too long, or infinity
 * @param failures searches in a row that found no step
 * @param moves differences of accepted points, the oldest first
 * @param turns differences of their gradients, negated
 */
public record LbfgsState(
    int iteration,
    double[] base,
    double value,
    double[] gradient,
    double[] direction,
    double step,
    double lowest,
    double highest,
    int failures,
    List<double[]> moves,
    List<double[]> turns)
    implements Serializable {

  public LbfgsState {
    moves = List.copyOf(moves);
    turns = List.copyOf(turns);
  }

  /** Returns the state before the first evaluation, at {@code start}. */
  public static LbfgsState at(double[] start) {
    double[] zeros = new double[start.length];
    return new LbfgsState(
        1,
        start.clone(),
        Double.NEGATIVE_INFINITY,
        zeros,
        zeros,
        0,
        0,
        Double.POSITIVE_INFINITY,
        0,
        List.of(),
        List.of());
  }

  /** Returns the point to evaluate. */
  public double[] point() {
    if (step == 0) {
      return base;
    }
    double[] point = new double[base.length];
    for (int k = 0; k < point.length; k++) {
      point[k] = base[k] + step * direction[k];
    }
    return point;
  }

  /**
   * Returns whether not even the gradient leads up any more: a kink of the function, or rounding.
   */
  public boolean isStuck() {
    return failures > 1;
  }

  /** Returns the state that begins again at the accepted point, for another function. */
  public LbfgsState restarted() {
    LbfgsState first = at(base);
    return new LbfgsState(
        iteration,
        base,
        first.value(),
        first.gradient(),
        first.direction(),
        0,
        0,
        Double.POSITIVE_INFINITY,
        0,
        List.of(),
        List.of());
  }

  /** Returns this state's search with another length. */
  LbfgsState searching(double length, double shorter, double longer) {
    return new LbfgsState(
        iteration + 1,
        base,
        value,
        gradient,
        direction,
        length,
        shorter,
        longer,
        failures,
        moves,
        turns);
  }

  /** Returns the state as named arrays. */
  public Map<String, double[]> toArrays() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put(
        "search", new double[] {iteration, value, step, lowest, highest, failures, moves.size()});
    arrays.put("base", base);
    arrays.put("gradient", gradient);
    arrays.put("direction", direction);
    for (int p = 0; p < moves.size(); p++) {
      arrays.put("move " + p, moves.get(p));
      arrays.put("turn " + p, turns.get(p));
    }
    return arrays;
  }

  /**
   * Returns the state that {@link #toArrays} gave.
   *
   * @throws IllegalArgumentException if it is of another number of unknowns
   */
  public static LbfgsState fromArrays(Map<String, double[]> arrays, int unknowns) {
    double[] search = arrays.get("search");
    double[] base = arrays.get("base");
    if (base.length != unknowns) {
      throw new IllegalArgumentException(
          "the state is of " + base.length + " unknowns, there are " + unknowns);
    }
    int pairs = (int) search[6];
    return new LbfgsState(
        (int) search[0],
        base,
        search[1],
        arrays.get("gradient"),
        arrays.get("direction"),
        search[2],
        search[3],
        search[4],
        (int) search[5],
        IntStream.range(0, pairs).mapToObj(p -> arrays.get("move " + p)).toList(),
        IntStream.range(0, pairs).mapToObj(p -> arrays.get("turn " + p)).toList());
  }
}
