package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;

/**
 * What a benchmark computes.
 *
 * @param rows number of source points, 1 to {@value #MOST_ROWS}
 * @param columns number of target points, {@code >= 1}
 * @param dimension number of coordinates, 1 to {@value #MOST_DIMENSIONS}; all of the target's fit
 *     one array
 * @param prune whether pairs whose mass cannot matter may be skipped
 * @param store whether the costs of all pairs are kept between sweeps
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
    Storage store,
    long seed) {

  /** More would be more blocks than can be counted. */
  static final long MOST_ROWS = 1L << 40;

  /** A block's coordinates fit one array. */
  static final int MOST_DIMENSIONS = 1 << 18;

  public BenchWorkload {
    if (rows < 1) {
      throw new IllegalArgumentException("rows must be >= 1, got " + rows);
    }
    RunSettings.atMost("rows", rows, MOST_ROWS);
    RunSettings.atLeastOne("columns", columns);
    RunSettings.atLeastOne("dimension", dimension);
    RunSettings.atMost("dimension", dimension, MOST_DIMENSIONS);
    long coordinates = (long) columns * dimension;
    if (coordinates > Integer.MAX_VALUE - 1024) { // panels are padded
      throw new IllegalArgumentException(
          "columns times dimension must be at most "
              + (Integer.MAX_VALUE - 1024)
              + ", got "
              + coordinates);
    }
  }

  /** Returns whether sweeps read costs that they keep. */
  public boolean keeps() {
    return store.keeps(rows, columns, dimension, precision);
  }
}
