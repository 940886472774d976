package io.convoy.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a solver of the dual needs to go on. Immutable; the arrays are never written to.
 *
 * @param iteration number of this state's evaluation, from 1
 * @param level annealing level, from 0
 * @param waitingSince number of the first evaluation at this level, or since Newton last failed
 * @param g column potentials, in cost units
 * @param previous the potentials one step before
 * @param momentum what was learned of the rate at this level
 * @param anderson the steps remembered at this level
 * @param onlyDouble whether float was found not to reach the tolerance
 */
public record SinkhornState(
    int iteration,
    int level,
    int waitingSince,
    double[] g,
    double[] previous,
    Momentum momentum,
    Anderson anderson,
    boolean onlyDouble) {

  /** Returns the state that starts from potentials {@code g}. */
  static SinkhornState start(double[] g) {
    return new SinkhornState(1, 0, 1, g, g, Momentum.NONE, Anderson.NONE, false);
  }

  /** Returns this state, to be evaluated in double from here on. */
  SinkhornState inDouble() {
    return new SinkhornState(iteration, level, waitingSince, g, previous, momentum, anderson, true);
  }

  /** Returns the state one step on at the same level, with nothing learned. */
  SinkhornState next(double[] potentials) {
    return next(g, potentials, Momentum.NONE, Anderson.NONE);
  }

  /** Returns the state one step on at the same level, from {@code here}. */
  SinkhornState next(double[] here, double[] potentials, Momentum learned, Anderson remembered) {
    return new SinkhornState(
        iteration + 1, level, waitingSince, potentials, here, learned, remembered, onlyDouble);
  }

  /** Returns this state, from which Newton has to wait anew. */
  SinkhornState waiting() {
    return new SinkhornState(
        iteration, level, iteration, g, previous, momentum, anderson, onlyDouble);
  }

  /** Returns the state one step on at the next level. */
  SinkhornState nextLevel(double[] potentials) {
    return new SinkhornState(
        iteration + 1,
        level + 1,
        iteration + 1,
        potentials,
        potentials,
        Momentum.NONE,
        Anderson.NONE,
        onlyDouble);
  }

  /** Returns the state as named arrays, for a checkpoint. */
  public Map<String, double[]> toArrays() {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    arrays.put(
        "counters",
        new double[] {iteration, level, momentum.age(), onlyDouble ? 1 : 0, waitingSince});
    arrays.put("g", g);
    arrays.put("previous", previous);
    arrays.put("momentum", new double[] {momentum.mu(), momentum.best(), momentum.value()});
    arrays.put("errors", momentum.errors());
    arrays.put(
        "anderson", new double[] {anderson.points().size(), anderson.best(), anderson.value()});
    for (int k = 0; k < anderson.points().size(); k++) {
      arrays.put("point " + k, anderson.points().get(k));
      arrays.put("residual " + k, anderson.residuals().get(k));
    }
    return arrays;
  }

  /**
   * Returns the state that {@code arrays} came from, bit for bit.
   *
   * @throws IllegalArgumentException if an array is missing or has the wrong length
   */
  public static SinkhornState fromArrays(Map<String, double[]> arrays, int columns) {
    double[] counters = array(arrays, "counters", 5);
    double[] momentum = array(arrays, "momentum", 3);
    double[] anderson = array(arrays, "anderson", 3);
    List<double[]> points = new ArrayList<>();
    List<double[]> residuals = new ArrayList<>();
    for (int k = 0; k < anderson[0]; k++) {
      points.add(array(arrays, "point " + k, columns));
      residuals.add(array(arrays, "residual " + k, columns));
    }
    return new SinkhornState(
        (int) counters[0],
        (int) counters[1],
        (int) counters[4],
        array(arrays, "g", columns),
        array(arrays, "previous", columns),
        new Momentum(
            momentum[0], (int) counters[2], array(arrays, "errors", -1), momentum[1], momentum[2]),
        new Anderson(points, residuals, anderson[1], anderson[2]),
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
