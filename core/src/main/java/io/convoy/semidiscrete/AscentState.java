package io.convoy.semidiscrete;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an ascent is.
 *
 * @param iteration of the next evaluation, from 1
 * @param g the potentials to evaluate
 * @param average of all potentials so far, the later ones counting more
 * @param slope running mean of the gradient
 * @param square running mean of its square
 */
public record AscentState(
    int iteration, double[] g, double[] average, double[] slope, double[] square)
    implements Serializable {

  /** Returns the state at {@code g} before the first step. */
  static AscentState at(double[] g) {
    return new AscentState(1, g, g, new double[g.length], new double[g.length]);
  }

  /** Returns the state as named arrays. */
  public Map<String, double[]> toArrays() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put("iteration", new double[] {iteration});
    arrays.put("g", g);
    arrays.put("average", average);
    arrays.put("slope", slope);
    arrays.put("square", square);
    return arrays;
  }

  /**
   * Returns the state that {@link #toArrays} gave.
   *
   * @throws IllegalArgumentException if it is of another number of sites
   */
  public static AscentState fromArrays(Map<String, double[]> arrays, int sites) {
    AscentState state =
        new AscentState(
            (int) arrays.get("iteration")[0],
            arrays.get("g"),
            arrays.get("average"),
            arrays.get("slope"),
            arrays.get("square"));
    if (state.g.length != sites) {
      throw new IllegalArgumentException(
          "the state is of " + state.g.length + " sites, the problem has " + sites);
    }
    return state;
  }
}
