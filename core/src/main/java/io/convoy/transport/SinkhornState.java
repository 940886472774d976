package io.convoy.transport;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that Sinkhorn needs to go on. Immutable; the arrays are never written to.
 *
 * @param iteration number of this state's evaluation, from 1
 * @param level annealing level, from 0
 * @param g column potentials, in cost units
 * @param previous the potentials one step before
 * @param momentum what was learned of the rate at this level
 * @param onlyDouble whether float was found not to reach the tolerance
 */
public record SinkhornState(
    int iteration,
    int level,
    double[] g,
    double[] previous,
    Momentum momentum,
    boolean onlyDouble) {

  /** Returns the state that starts from potentials {@code g}. */
  static SinkhornState start(double[] g) {
    return new SinkhornState(1, 0, g, g, Momentum.NONE, false);
  }

  /** Returns this state, to be evaluated in double from here on. */
  SinkhornState inDouble() {
    return new SinkhornState(iteration, level, g, previous, momentum, true);
  }

  /** Returns the state as named arrays, for a checkpoint. */
  public Map<String, double[]> toArrays() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put("counters", new double[] {iteration, level, momentum.age(), onlyDouble ? 1 : 0});
    arrays.put("g", g);
    arrays.put("previous", previous);
    arrays.put("momentum", new double[] {momentum.mu(), momentum.best(), momentum.value()});
    arrays.put("errors", momentum.errors());
    return arrays;
  }

  /**
   * Returns the state that {@code arrays} came from, bit for bit.
   *
   * @throws IllegalArgumentException if an array is missing or has the wrong length
   */
  public static SinkhornState fromArrays(Map<String, double[]> arrays, int columns) {
    double[] counters = array(arrays, "counters", 4);
    double[] momentum = array(arrays, "momentum", 3);
    return new SinkhornState(
        (int) counters[0],
        (int) counters[1],
        array(arrays, "g", columns),
        array(arrays, "previous", columns),
        new Momentum(
            momentum[0], (int) counters[2], array(arrays, "errors", -1), momentum[1], momentum[2]),
        counters[3] != 0);
  }

  private static double[] array(Map<String, double[]> arrays, String name, int length) {
    double[] array = arrays.get(name);
    if (array == null || (length >= 0 && array.length != length)) {
      throw new IllegalArgumentException(
          "a Sinkhorn state needs "
              + length
              + " values of "
              + name
              + ", got "
              + (array == null ? "none" : array.length));
    }
    return array;
  }
}
