package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;

/**
 * What a benchmark computes.
 *
 * @param rows number of source points, {@code >= 1}
 * @param columns number of target points, {@code >= 1}
 * @param dimension number of coordinates, {@code >= 1}; all of the target's fit one array
 * @param prune whether pairs whose mass cannot matter may be skipped
 */
public record BenchWorkload(
    long rows,
    int columns,
    int dimension,
    CloudShape clouds,
    GroundCost cost,
    Epsilon epsilon,
    Precision precision,
    boolean prune,
    long seed) {

  public BenchWorkload {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be >= 1, got " + rows);
    }
    RunSettings.atLeastOne("columns", columns);
    RunSettings.atLeastOne("dimension", dimension);
    long coordinates = (long) columns * dimension;
    if (coordinates > Integer.MAX_VALUE - 1024) { // panels are padded
      throw new IllegalArgumentException(
          "columns times dimension must be at most "
              + (Integer.MAX_VALUE - 1024)
              + ", got "
              + coordinates);
    }
  }
}
