package io.convoy.jobs.bench;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.Storage;
import io.convoy.transport.Epsilon;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two clouds and what is computed between them.
 *
 * @param rows number of source points, 1 to {@value #MOST_ROWS}
 * @param columns number of target points, {@code >= 1}
 * @param dimension number of coordinates, 1 to {@value #MOST_DIMENSIONS}; all of the target's fit
 *     one array
 * @param prune whether pairs whose mass cannot matter may be skipped
 * @param store whether the costs of all pairs are kept between sweeps
 */
record Workload(
    @Setting(
            help = "The number of source points",
            label = "N",
            fallback = "65536",
            example = "1000000")
        long rows,
    @Setting(
            help = "The number of target points",
            label = "M",
            fallback = "65536",
            example = "100000")
        int columns,
    @Setting(
            help = "The number of coordinates of a point",
            label = "D",
            fallback = "16",
            example = "128")
        int dimension,
    @Setting(
            help =
                "The target's place: both clouds are uniform in the unit cube (equal), or the target"
                    + " is moved by 1 along every axis (shifted), or doubled along the first axis"
                    + " and halved along the last (stretched)",
            label = "NAME",
            fallback = "equal",
            example = "stretched")
        CloudShape clouds,
    @Shared
        @Adjust(
            help =
                "The cost of a pair: sqeuclidean (not halved), euclidean, cosine or inner-product")
        GroundCost cost,
    @Shared Epsilon epsilon,
    @Shared @Adjust(help = "The arithmetic of points and kernels") Precision precision,
    @Shared @Adjust(help = "Lets the sweep skip pairs whose mass cannot matter") boolean prune,
    @Shared
        @Adjust(
            help =
                "Keeps the costs of all pairs in memory, 4 bytes each; auto: where a job would, from"
                    + " 64 dimensions, up to 256 MB",
            fallback = "off")
        Storage store,
    @Shared @Adjust(help = "The seed of both clouds") long seed) {

  /** More would be more blocks than can be counted. */
  static final long MOST_ROWS = 1L << 40;

  /** A block's coordinates fit one array. */
  static final int MOST_DIMENSIONS = 1 << 18;

  Workload {
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
  boolean keeps() {
    return store.keeps(rows, columns, dimension, precision);
  }

  /** Returns the points by cloud. */
  Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("source", rows);
    counts.put("target", columns);
    return counts;
  }
}
