package io.convoy.spark.intake;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.column.FeatureColumn;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows of one dimension on their way from Spark's format into arrays. */
final class Batch {

  /** Batches are small enough to come and go in a task and large enough to copy in bulk. */
  private static final int MOST_ROWS = 4096;

  private static final int MOST_COORDINATES = 1 << 19;

  private final RowLayout layout;
  private final int dimension;
  private final int most;
  private final Ids.Builder ids;
  private double[] weights;
  private float[] floats;
  private double[] doubles;
  private long taken;

  Batch(RowLayout layout, int dimension) {
    this.layout = layout;
    this.dimension = dimension;
    this.most = Math.max(1, Math.min(MOST_ROWS, MOST_COORDINATES / dimension));
    this.ids = new Ids.Builder(layout.idType());
    reserve(Math.min(most, 16));
  }

  private void reserve(int rows) {
    weights = weights == null ? new double[rows] : Arrays.copyOf(weights, rows);
    if (layout.features().floats()) {
      floats =
          floats == null ? new float[rows * dimension] : Arrays.copyOf(floats, rows * dimension);
    } else {
      doubles =
          doubles == null ? new double[rows * dimension] : Arrays.copyOf(doubles, rows * dimension);
    }
  }

  int rows() {
    return ids.size();
  }

  /** Returns the number of rows taken out so far. */
  long taken() {
    return taken;
  }

  boolean full() {
    return rows() == most;
  }

  /**
   * Writes the coordinates of {@code row} to the next place and returns the position of the first
   * one that is not finite, or -1. The row is in the batch once it is {@link #keep kept}.
   */
  int read(InternalRow row) {
    if (rows() == weights.length) {
      reserve(Math.min(most, 2 * rows()));
    }
    int from = rows() * dimension;
    if (floats != null) {
      layout.features().read(row, layout.featuresAt(), floats, from);
      for (int k = 0; k < dimension; k++) {
        if (!Float.isFinite(floats[from + k])) {
          return k;
        }
      }
    } else {
      layout.features().read(row, layout.featuresAt(), doubles, from);
      for (int k = 0; k < dimension; k++) {
        if (!Double.isFinite(doubles[from + k])) {
          return k;
        }
      }
    }
    return -1;
  }

  /** Returns coordinate {@code k} of the row read last. */
  double last(int k) {
    int at = rows() * dimension + k;
    return floats != null ? floats[at] : doubles[at];
  }

  /** Adds the row read last. */
  void keep(Object key, double weight) {
    weights[rows()] = weight;
    ids.add(key);
  }

  /** Returns the rows kept since the last call. */
  TableBlock take() {
    int rows = rows();
    taken += rows;
    double[] own = Arrays.copyOf(weights, rows);
    PointBlock points =
        floats != null
            ? PointBlock.of(0, dimension, Arrays.copyOf(floats, rows * dimension), own)
            : PointBlock.of(0, dimension, Arrays.copyOf(doubles, rows * dimension), own);
    return new TableBlock(points, ids.build());
  }

  /** Returns why a row has no coordinates, if it has none. */
  static Optional<String> broken(RowLayout layout, InternalRow row) {
    FeatureColumn features = layout.features();
    int length = features.length(row, layout.featuresAt());
    if (length > 0) {
      return Optional.empty();
    }
    return Optional.of(
        features.name()
            + switch (length) {
              case FeatureColumn.NULL -> " is null";
              case FeatureColumn.TORN -> " is not a whole number of 4-byte floats";
              default -> " is empty";
            });
  }

  /** Returns what is wrong with coordinate {@code k} of a row. */
  static String describe(RowLayout layout, InternalRow row, int k, double value) {
    FeatureColumn features = layout.features();
    return features.name(k)
        + " is "
        + (features.isNull(row, layout.featuresAt(), k) ? "null" : Double.toString(value));
  }
}
