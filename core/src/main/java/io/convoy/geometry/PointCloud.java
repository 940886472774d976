package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * Columns that are points, under a {@link GroundCost}.
 *
 * <p>A pair costs {@code alpha_i + beta_j}, which are added in double, and what a kernel computes
 * of the points, centred first where that leaves less to round: the cost says how.
 */
public final class PointCloud implements Geometry {

  private static final long serialVersionUID = 1L;

  /** Columns up to which a sweep takes less time than finding out what to skip. */
  static final int FEW_COLUMNS = 1024;

  private final GroundCost cost;
  private final PointBlock points;
  private final double[] rowCentre;
  private final double[] columnCentre;
  private final boolean stored;
  private transient volatile StoredPairs storedPairs;
  private transient volatile float[] floatPanels;
  private transient double longest;
  private transient volatile ColumnOrder order;
  private transient volatile double[] doublePanels;
  private transient volatile double[] columnParts;

  private PointCloud(
      GroundCost cost,
      PointBlock points,
      double[] rowCentre,
      double[] columnCentre,
      boolean stored) {
    this.cost = cost;
    this.points = points;
    this.rowCentre = rowCentre;
    this.columnCentre = columnCentre;
    this.stored = stored;
  }

  /**
   * Returns these columns with the pair parts of the costs kept in float, {@code 4 n m} bytes over
   * all processes, once they have been computed: every later sweep in float reads them. Worth it
   * where dimensions are many and memory is plenty.
   */
  public PointCloud stored() {
    return new PointCloud(cost, points, rowCentre, columnCentre, true);
  }

  /**
   * Returns the columns {@code points} under {@code cost}.
   *
   * @param rowCentre a point in the middle of the rows, their mean say; it affects rounding only
   * @throws IllegalArgumentException if the centre has another dimension than the points
   */
  public static PointCloud of(GroundCost cost, PointBlock points, double[] rowCentre) {
    requireDimension(points, rowCentre);
    double[] mean = mean(cost, points);
    return new PointCloud(cost, points, cost.rowCentre(rowCentre, mean), mean, false);
  }

  /**
   * Returns the columns {@code points} under the squared Euclidean cost of their coordinates but
   * the first, which is the label, plus the cost of the labels.
   *
   * @param rowCentre a point in the middle of the rows, its first coordinate not used
   * @throws IllegalArgumentException if the centre has another dimension than the points, or a
   *     column has a label without a cost
   */
  public static PointCloud labelled(LabelCosts labels, PointBlock points, double[] rowCentre) {
    return of(labels.addedTo(new SquaredEuclidean()), points, rowCentre);
  }

  private static void requireDimension(PointBlock points, double[] rowCentre) {
    if (rowCentre.length != points.dimension()) {
      throw new IllegalArgumentException(
          "rows have dimension "
              + rowCentre.length
              + " and columns have dimension "
              + points.dimension());
    }
  }

  private static double[] mean(GroundCost cost, PointBlock points) {
    double[] mean = new double[cost.width(points.dimension())];
    double[] y = new double[mean.length];
    for (int j = 0; j < points.rows(); j++) {
      readColumn(cost, points, j, y);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += (y[k] - mean[k]) / (j + 1);
      }
    }
    return mean;
  }

  /** Returns the number of coordinates that the kernels take of a row. */
  int width() {
    return rowCentre.length;
  }

  /** Returns the cost. */
  public GroundCost cost() {
    return cost;
  }

  /** Returns the columns' points as they were given. */
  public PointBlock points() {
    return points;
  }

  @Override
  public int columns() {
    return points.rows();
  }

  @Override
  public int dimension() {
    return points.dimension();
  }

  @Override
  public double columnPart(int column) {
    double[] parts = columnParts;
    if (parts == null) {
      parts = new double[columns()];
      double[] y = new double[width()];
      for (int j = 0; j < parts.length; j++) {
        centredColumn(j, y);
        parts[j] = columnPart(y);
      }
      columnParts = parts;
    }
    return parts[column];
  }

  private double columnPart(double[] y) {
    return cost.columnPart(y, rowCentre, columnCentre);
  }

  /** Returns {@code alpha_i} of a row that was centred to {@code x}. */
  double rowPart(double[] x) {
    return cost.rowPart(x, rowCentre, columnCentre);
  }

  private static void readColumn(GroundCost cost, PointBlock points, int column, double[] to) {
    points.read(column, to);
    cost.asColumn(to, points.dimension());
  }

  /** Writes a column as the kernels take it, less the centre, to {@code to}. */
  void centredColumn(int column, double[] to) {
    readColumn(cost, points, column, to);
    for (int k = 0; k < to.length; k++) {
      to[k] -= columnCentre[k];
    }
  }

  /** Returns what a row's coordinates are multiplied with before the product kernel. */
  double rowFactor(double scale) {
    return cost.rowFactor(scale);
  }

  @Override
  public int place(int column) {
    ColumnOrder spatial = order();
    return spatial == null ? column : spatial.placeOf(column);
  }

  @Override
  public int columnAt(int place) {
    ColumnOrder spatial = order();
    return spatial == null ? place : spatial.columnAt(place);
  }

  @Override
  public Turned turned(PointBlock block, int[] columns) {
    int d = dimension();
    double[] coordinates = new double[Math.multiplyExact(columns.length, d)];
    double[] y = new double[d];
    for (int k = 0; k < columns.length; k++) {
      points.read(columns[k], y);
      System.arraycopy(y, 0, coordinates, k * d, d);
    }
    return new Turned(
        of(cost.turned(), block, cost.middle(columnCentre)), PointBlock.ofOnes(d, coordinates));
  }

  @Override
  public CostSum costSum(double[] masses, double scale) {
    int d = width();
    double total = 0;
    double part = 0;
    double[] y = new double[d];
    double[] sum = new double[d];
    for (int j = 0; j < masses.length; j++) {
      centredColumn(j, y);
      total += masses[j];
      part += masses[j] * cost.sumPart(y, rowCentre, columnCentre);
      for (int k = 0; k < d; k++) {
        sum[k] += masses[j] * y[k];
      }
    }
    return new PointCostSum(this, total, part, sum);
  }

  @Override
  public FloatTile floatTile(Exponents exponents, boolean skips) {
    if (stored) {
      StoredPairs.Reader reader = storedPairs().open(exponents);
      return new FloatTile(exponents, reader, 2 * Kernels.GROUP, skipping(exponents, skips));
    }
    return new FloatTile(
        exponents,
        PointFloats.of(this, exponents),
        RowsAtATime.of(width(), exponents.padded(), Float.BYTES),
        skipping(exponents, skips));
  }

  @Override
  public DoubleTile doubleTile(Exponents exponents, boolean skips) {
    return new DoubleTile(
        exponents,
        new PointDoubles(this, exponents),
        RowsAtATime.of(width(), exponents.padded(), Double.BYTES),
        skipping(exponents, skips));
  }

  private StoredPairs storedPairs() {
    StoredPairs known = storedPairs;
    if (known == null) {
      synchronized (this) {
        if (storedPairs == null) {
          storedPairs = new StoredPairs(this);
        }
        known = storedPairs;
      }
    }
    return known;
  }

  /**
   * Returns the pair parts {@code alpha_i + beta_j - C_ij} of all rows of a block, row after row in
   * the order of the panels, in float.
   */
  float[][] pairParts(PointBlock block) {
    int[] all = Kernels.allPanels((columns() + Kernels.PANEL - 1) / Kernels.PANEL);
    float[] zeros = new float[all.length * Kernels.PANEL];
    PointFloats floats = PointFloats.ofCost(this, zeros);
    int rows = 4 * Kernels.GROUP;
    int stride = Kernels.stride(zeros.length);
    float[] tile = new float[Math.multiplyExact(rows, stride)];
    float[][] parts = new float[block.rows()][];
    for (int from = 0; from < parts.length; from += rows) {
      int count = Math.min(rows, parts.length - from);
      for (int r = 0; r < count; r++) {
        floats.pack(block, from + r, r);
      }
      int groups = (count + Kernels.GROUP - 1) / Kernels.GROUP;
      floats.exponents(0, groups, all, 0, all.length, tile, 0, stride, new float[rows]);
      for (int r = 0; r < count; r++) {
        parts[from + r] = Arrays.copyOfRange(tile, r * stride, r * stride + zeros.length);
      }
    }
    return parts;
  }

  /** Writes a row of a block as the kernels take it, centred, to {@code to}. */
  void centredRow(PointBlock block, int row, double[] to) {
    block.read(row, to);
    cost.asRow(to, block.dimension());
    for (int k = 0; k < to.length; k++) {
      to[k] -= rowCentre[k];
    }
  }

  /** Returns the point that columns are centred about; not to be written to. */
  double[] columnCentre() {
    return columnCentre;
  }

  /** Returns the largest length of a column's point as {@link #floatPanels} holds it. */
  double longestColumn() {
    return longest;
  }

  private Optional<Skipping> skipping(Exponents exponents, boolean skips) {
    return skips && order() != null ? Optional.of(exponents.skipping(this)) : Optional.empty();
  }

  /**
   * Returns the columns' spatial order, or null where the cost is not a distance or there are too
   * few columns to skip any.
   */
  ColumnOrder order() {
    ColumnOrder known = order;
    if (known == null) {
      if (columns() <= FEW_COLUMNS || !cost.isDistance()) {
        return null;
      }
      synchronized (this) {
        if (order == null) {
          order = ColumnOrder.of(points);
        }
        known = order;
      }
    }
    return known;
  }

  synchronized float[] floatPanels() {
    if (floatPanels == null) {
      int d = width();
      int width = Kernels.PANEL;
      float[] panels = new float[panelLength(width)];
      double[] y = new double[d];
      for (int j = 0; j < columns(); j++) {
        centredColumn(j, y);
        int p = place(j);
        double square = 0;
        for (int k = 0; k < d; k++) {
          panels[(p / width) * width * d + k * width + p % width] = (float) y[k];
          square += y[k] * y[k];
        }
        longest = Math.max(longest, Math.sqrt(square));
      }
      floatPanels = panels;
    }
    return floatPanels;
  }

  synchronized double[] doublePanels() {
    if (doublePanels == null) {
      int d = width();
      int width = Kernels.PANEL;
      double[] panels = new double[panelLength(width)];
      double[] y = new double[d];
      for (int j = 0; j < columns(); j++) {
        centredColumn(j, y);
        int p = place(j);
        for (int k = 0; k < d; k++) {
          panels[(p / width) * width * d + k * width + p % width] = y[k];
        }
      }
      doublePanels = panels;
    }
    return doublePanels;
  }

  private int panelLength(int width) {
    return Math.toIntExact((columns() + width - 1L) / width * width * width());
  }
}
