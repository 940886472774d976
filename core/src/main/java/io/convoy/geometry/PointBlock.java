package io.convoy.geometry;

import io.convoy.numerics.BulkArrays;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import java.util.List;

/**
 * Some consecutive rows of a table as primitive arrays: coordinates, row after row, and weights.
 *
 * <p>Immutable by agreement: the arrays are shared, never copied, and nobody writes to them.
 * Coordinates are kept in the precision they came in, float or double.
 */
public final class PointBlock implements Externalizable {

  private static final long serialVersionUID = 1L;

  private int index;
  private int dimension;
  private float[] floats;
  private double[] doubles;
  private double[] weights;

  /** For deserialization only. */
  public PointBlock() {}

  private PointBlock(int index, int dimension, float[] floats, double[] doubles, double[] weights) {
    int length = floats != null ? floats.length : doubles.length;
    if (dimension < 1 || length != (long) weights.length * dimension) {
      throw new IllegalArgumentException(
          "a block of "
              + weights.length
              + " rows of dimension "
              + dimension
              + " cannot have "
              + length
              + " coordinates");
    }
    this.index = index;
    this.dimension = dimension;
    this.floats = floats;
    this.doubles = doubles;
    this.weights = weights;
  }

  /** Returns a block over the given arrays; {@code coordinates} is {@code rows x dimension}. */
  public static PointBlock of(int index, int dimension, float[] coordinates, double[] weights) {
    return new PointBlock(index, dimension, coordinates, null, weights);
  }

  /** Returns a block over the given arrays; {@code coordinates} is {@code rows x dimension}. */
  public static PointBlock of(int index, int dimension, double[] coordinates, double[] weights) {
    return new PointBlock(index, dimension, null, coordinates, weights);
  }

  /** Returns a block of the given points, all of weight 1. */
  static PointBlock ofOnes(int dimension, double[] coordinates) {
    double[] ones = new double[coordinates.length / dimension];
    Arrays.fill(ones, 1);
    return of(0, dimension, coordinates, ones);
  }

  /** Returns the coordinates from {@code from} to {@code end} of the only row, as a block. */
  public PointBlock coordinates(int from, int end) {
    return floats != null
        ? of(index, end - from, Arrays.copyOfRange(floats, from, end), weights)
        : of(index, end - from, Arrays.copyOfRange(doubles, from, end), weights);
  }

  /** Returns the coordinates from {@code from} to {@code end} of all rows, as a block. */
  public PointBlock coordinatesOfAll(int from, int end) {
    int width = end - from;
    float[] singles = floats == null ? null : new float[rows() * width];
    double[] others = floats == null ? new double[rows() * width] : null;
    Object own = floats == null ? doubles : floats;
    Object to = floats == null ? others : singles;
    for (int i = 0; i < rows(); i++) {
      System.arraycopy(own, i * dimension + from, to, i * width, width);
    }
    return floats == null ? of(index, width, others, weights) : of(index, width, singles, weights);
  }

  /** Returns some of the rows as a block of their own. */
  public PointBlock pick(int place, int[] rows) {
    double[] some = new double[rows.length];
    float[] singles = floats == null ? null : new float[rows.length * dimension];
    double[] others = floats == null ? new double[rows.length * dimension] : null;
    for (int i = 0; i < rows.length; i++) {
      some[i] = weights[rows[i]];
      Object from = floats == null ? doubles : floats;
      Object to = floats == null ? others : singles;
      System.arraycopy(from, rows[i] * dimension, to, i * dimension, dimension);
    }
    return floats == null
        ? of(place, dimension, others, some)
        : of(place, dimension, singles, some);
  }

  /** Returns the rows of several blocks, which have one dimension and one precision, as one. */
  public static PointBlock stacked(int index, List<PointBlock> blocks) {
    int d = blocks.get(0).dimension;
    boolean single = blocks.get(0).floats != null;
    int rows = blocks.stream().mapToInt(PointBlock::rows).sum();
    Object coordinates = single ? new float[rows * d] : new double[rows * d];
    double[] weights = new double[rows];
    int at = 0;
    for (PointBlock block : blocks) {
      if (block.dimension != d || single != (block.floats != null)) {
        throw new IllegalArgumentException(
            "blocks must have one dimension and one precision to be stacked");
      }
      Object own = single ? block.floats : block.doubles;
      System.arraycopy(own, 0, coordinates, at * d, block.rows() * d);
      System.arraycopy(block.weights, 0, weights, at, block.rows());
      at += block.rows();
    }
    return single
        ? of(index, d, (float[]) coordinates, weights)
        : of(index, d, (double[]) coordinates, weights);
  }

  /** Returns whether coordinates are kept in float. */
  public boolean isFloat() {
    return floats != null;
  }

  /** Returns the block's place in its table, from 0. */
  public int index() {
    return index;
  }

  /** Returns the number of rows. */
  public int rows() {
    return weights.length;
  }

  /** Returns the number of coordinates of a row. */
  public int dimension() {
    return dimension;
  }

  /** Returns the weight of a row. */
  public double weight(int row) {
    return weights[row];
  }

  /** Returns a copy of the weights of all rows. */
  public double[] weights() {
    return weights.clone();
  }

  /** Returns one coordinate of a row. */
  public double coordinate(int row, int k) {
    int at = row * dimension + k;
    return floats != null ? floats[at] : doubles[at];
  }

  /** Writes the coordinates of a row to {@code to}. */
  public void read(int row, double[] to) {
    for (int k = 0; k < dimension; k++) {
      to[k] = coordinate(row, k);
    }
  }

  /**
   * Writes {@code count} coordinates of a row from {@code from} on to the beginning of {@code to}.
   */
  public void read(int row, int from, int count, double[] to) {
    int at = row * dimension + from;
    if (floats != null) {
      for (int k = 0; k < count; k++) {
        to[k] = floats[at + k];
      }
    } else {
      System.arraycopy(doubles, at, to, 0, count);
    }
  }

  /** Returns the squared Euclidean distance from a row to the point {@code x}. */
  double squaredDistance(int row, double[] x) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (int end = dimension & ~3; k < end; k += 4) {
      double d0 = x[k] - coordinate(row, k);
      double d1 = x[k + 1] - coordinate(row, k + 1);
      double d2 = x[k + 2] - coordinate(row, k + 2);
      double d3 = x[k + 3] - coordinate(row, k + 3);
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; k < dimension; k++) {
      double difference = x[k] - coordinate(row, k);
      s0 += difference * difference;
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Returns the same rows and coordinates with other weights. */
  public PointBlock withWeights(double[] others) {
    return new PointBlock(index, dimension, floats, doubles, others.clone());
  }

  /** Returns the same rows and coordinates with every weight multiplied by {@code factor}. */
  public PointBlock withWeightsTimes(double factor) {
    double[] scaled = new double[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = weights[i] * factor;
    }
    return new PointBlock(index, dimension, floats, doubles, scaled);
  }

  /** Returns the size of the coordinates and weights in memory, in bytes. */
  public long bytes() {
    return (floats != null ? 4L * floats.length : 8L * doubles.length) + 8L * weights.length;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeInt(index);
    out.writeInt(dimension);
    out.writeBoolean(floats != null);
    if (floats != null) {
      BulkArrays.write(out, floats);
    } else {
      BulkArrays.write(out, doubles);
    }
    BulkArrays.write(out, weights);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    index = in.readInt();
    dimension = in.readInt();
    if (in.readBoolean()) {
      floats = BulkArrays.readFloats(in);
    } else {
      doubles = BulkArrays.readDoubles(in);
    }
    weights = BulkArrays.readDoubles(in);
  }
}
