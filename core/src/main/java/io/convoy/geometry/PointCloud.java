package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.Optional;

/**
 * Columns that are points, under one of the {@link GroundCost}s.
 *
 * <p>Costs that are a product in disguise, {@code C_ij = alpha_i + beta_j - factor <x'_i, y'_j>},
 * take the product kernel. Because any term of the row alone or of the column alone can leave the
 * product, the rows and the columns may be centred about <em>different</em> points x0 and y0, which
 * keeps the products, and with them the rounding errors, small even for clouds far apart:
 *
 * <ul>
 *   <li>squared Euclidean: {@code alpha = |x - y0|^2}, {@code beta = |y'|^2 - 2 <x0 - y0, y'>},
 *       factor 2;
 *   <li>inner product: {@code alpha = -<y0, x>}, {@code beta = -<x0, y'>}, factor 1;
 *   <li>cosine: the inner product of unit vectors, plus 1, both centred about the mean of the
 *       columns' (embeddings often point to one side of the sphere).
 * </ul>
 *
 * The Euclidean distance is summed from coordinate differences: taken from the product it would
 * lose half its digits between close points.
 *
 * <p>Under {@link LabelCosts} the first coordinate of every row and column is its label, which
 * becomes as many coordinates as rows have labels on its way into the kernel.
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

  /** Null where the cost is of the points alone. */
  private final LabelCosts labels;

  private PointCloud(
      GroundCost cost,
      PointBlock points,
      double[] rowCentre,
      double[] columnCentre,
      boolean stored,
      LabelCosts labels) {
    this.cost = cost;
    this.points = points;
    this.rowCentre = rowCentre;
    this.columnCentre = columnCentre;
    this.stored = stored;
    this.labels = labels;
  }

  /**
   * Returns these columns with the pair parts of the costs kept in float, {@code 4 n m} bytes over
   * all processes, once they have been computed: every later sweep in float reads them. Worth it
   * where dimensions are many and memory is plenty.
   */
  public PointCloud stored() {
    return new PointCloud(cost, points, rowCentre, columnCentre, true, labels);
  }

  /**
   * Returns the columns {@code points} under {@code cost}.
   *
   * @param rowCentre a point in the middle of the rows, their mean say; it affects rounding only
   * @throws IllegalArgumentException if the centre has another dimension than the points
   */
  public static PointCloud of(GroundCost cost, PointBlock points, double[] rowCentre) {
    requireDimension(points, rowCentre);
    double[] mean = mean(cost, null, points);
    return switch (cost) {
      case SQUARED_EUCLIDEAN, INNER_PRODUCT ->
          new PointCloud(cost, points, rowCentre.clone(), mean, false, null);
      // a difference of coordinates needs one centre for both sides; the centre of unit vectors is
      // not that of the rows
      case EUCLIDEAN, COSINE -> new PointCloud(cost, points, mean, mean, false, null);
    };
  }

  /**
   * Returns the columns {@code points} under the squared Euclidean cost of their coordinates but
   * the first, which is the label, plus the cost of the labels. No pair is skipped, for what is
   * known of where points are says nothing of labels.
   *
   * @param rowCentre a point in the middle of the rows, its first coordinate not used
   * @throws IllegalArgumentException if the centre has another dimension than the points, or a
   *     column has a label without a cost
   */
  public static PointCloud labelled(LabelCosts labels, PointBlock points, double[] rowCentre) {
    requireDimension(points, rowCentre);
    int known = labels.costs()[0].length;
    for (int j = 0; j < points.rows(); j++) {
      double label = points.coordinate(j, 0);
      if (!(label >= 0 && label < known && label == Math.rint(label))) {
        throw new IllegalArgumentException(
            "labels must be whole numbers from 0 to " + (known - 1) + ", got " + label);
      }
    }
    int features = rowCentre.length - 1;
    double[] centre = new double[features + labels.rowLabels()];
    System.arraycopy(rowCentre, 1, centre, 0, features);
    GroundCost cost = GroundCost.SQUARED_EUCLIDEAN;
    double[] mean = mean(cost, labels, points);
    return new PointCloud(cost, points, centre, mean, false, labels);
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

  private static double[] mean(GroundCost cost, LabelCosts labels, PointBlock points) {
    double[] mean = new double[width(points, labels)];
    double[] y = new double[mean.length];
    for (int j = 0; j < points.rows(); j++) {
      readColumn(cost, labels, points, j, y);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += (y[k] - mean[k]) / (j + 1);
      }
    }
    return mean;
  }

  private static int width(PointBlock points, LabelCosts labels) {
    return labels == null ? points.dimension() : points.dimension() - 1 + labels.rowLabels();
  }

  /** Returns the number of coordinates that the kernels take of a row. */
  int width() {
    return rowCentre.length;
  }

  /** Returns whether labels cost something too. */
  boolean isLabelled() {
    return labels != null;
  }

  /** Returns whether a coordinate of the kernels is of the point, and not of the label. */
  private boolean isOfPoint(int k) {
    return labels == null || k < points.dimension() - 1;
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
    double part = 0;
    for (int k = 0; k < y.length; k++) {
      part +=
          switch (cost) {
            case SQUARED_EUCLIDEAN ->
                isOfPoint(k)
                    ? y[k] * (y[k] - 2 * (rowCentre[k] - columnCentre[k]))
                    : -2 * rowCentre[k] * y[k];
            case INNER_PRODUCT, COSINE -> -rowCentre[k] * y[k];
            case EUCLIDEAN -> 0;
          };
    }
    return part;
  }

  /** Returns {@code alpha_i} of a row that was centred to {@code x}. */
  double rowPart(double[] x) {
    double part = cost == GroundCost.COSINE ? 1 : 0;
    for (int k = 0; k < x.length; k++) {
      double original = x[k] + rowCentre[k];
      part +=
          switch (cost) {
            case SQUARED_EUCLIDEAN ->
                isOfPoint(k)
                    ? (original - columnCentre[k]) * (original - columnCentre[k])
                    : -2 * columnCentre[k] * original;
            case INNER_PRODUCT, COSINE -> -columnCentre[k] * original;
            case EUCLIDEAN -> 0;
          };
    }
    return part;
  }

  /**
   * Writes the point, for the cosine of unit length, to the beginning of {@code to} and returns its
   * label, 0 where there are none.
   */
  private static int read(
      GroundCost cost, LabelCosts labels, PointBlock block, int row, double[] to) {
    if (labels != null) {
      for (int k = 1; k < block.dimension(); k++) {
        to[k - 1] = block.coordinate(row, k);
      }
      return (int) block.coordinate(row, 0);
    }
    block.read(row, to);
    if (cost == GroundCost.COSINE) {
      double norm = Math.sqrt(Projection.dot(to, to));
      for (int k = 0; norm > 0 && k < to.length; k++) {
        to[k] /= norm;
      }
    }
    return 0;
  }

  private static void readColumn(
      GroundCost cost, LabelCosts labels, PointBlock points, int column, double[] to) {
    int label = read(cost, labels, points, column, to);
    if (labels != null) {
      labels.writeColumn(label, to);
    }
  }

  /** Writes a column as the kernels take it, less the centre, to {@code to}. */
  void centredColumn(int column, double[] to) {
    readColumn(cost, labels, points, column, to);
    for (int k = 0; k < to.length; k++) {
      to[k] -= columnCentre[k];
    }
  }

  /** Returns what a row's coordinates are multiplied with before the product kernel. */
  double rowFactor(double scale) {
    return switch (cost) {
      case SQUARED_EUCLIDEAN -> 2 * scale;
      case INNER_PRODUCT, COSINE -> scale;
      case EUCLIDEAN -> 1;
    };
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
    PointBlock rows = PointBlock.ofOnes(d, coordinates);
    if (labels == null) {
      return new Turned(of(cost, block, columnCentre), rows);
    }
    double[] centre = new double[d]; // the label's is not used
    System.arraycopy(columnCentre, 0, centre, 1, d - 1);
    return new Turned(labelled(labels.turned(), block, centre), rows);
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
      part += masses[j] * (cost == GroundCost.EUCLIDEAN ? Projection.dot(y, y) : columnPart(y));
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
    int label = read(cost, labels, block, row, to);
    if (labels != null) {
      labels.writeRow(label, to);
    }
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
   * Returns the columns' spatial order, or null where the cost is not a distance alone or there are
   * too few columns to skip any.
   */
  ColumnOrder order() {
    if (!cost.isDistance() || labels != null || columns() <= FEW_COLUMNS) {
      return null;
    }
    ColumnOrder known = order;
    if (known == null) {
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
