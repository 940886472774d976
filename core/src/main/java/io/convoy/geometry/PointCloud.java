package io.convoy.geometry;

import io.convoy.numerics.Kernels;

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
 *   <li>cosine: the inner product of unit vectors, plus 1, not centred.
 * </ul>
 *
 * The Euclidean distance is summed from coordinate differences: taken from the product it would
 * lose half its digits between close points.
 */
public final class PointCloud implements Geometry {

  private static final long serialVersionUID = 1L;

  private final GroundCost cost;
  private final PointBlock points;
  private final double[] rowCentre;
  private final double[] columnCentre;
  private transient volatile float[] floatPanels;
  private transient volatile double[] doublePanels;
  private transient volatile double[] columnParts;

  private PointCloud(
      GroundCost cost, PointBlock points, double[] rowCentre, double[] columnCentre) {
    this.cost = cost;
    this.points = points;
    this.rowCentre = rowCentre;
    this.columnCentre = columnCentre;
  }

  /**
   * Returns the columns {@code points} under {@code cost}.
   *
   * @param rowCentre a point in the middle of the rows, their mean say; it affects rounding only
   * @throws IllegalArgumentException if the centre has another dimension than the points
   */
  public static PointCloud of(GroundCost cost, PointBlock points, double[] rowCentre) {
    int d = points.dimension();
    if (rowCentre.length != d) {
      throw new IllegalArgumentException(
          "rows have dimension " + rowCentre.length + " and columns have dimension " + d);
    }
    double[] mean = new double[d];
    for (int j = 0; j < points.rows(); j++) {
      for (int k = 0; k < d; k++) {
        mean[k] += (points.coordinate(j, k) - mean[k]) / (j + 1);
      }
    }
    return switch (cost) {
      case SQUARED_EUCLIDEAN, INNER_PRODUCT ->
          new PointCloud(cost, points, rowCentre.clone(), mean);
      // a difference of coordinates needs one centre for both sides
      case EUCLIDEAN -> new PointCloud(cost, points, mean, mean);
      case COSINE -> new PointCloud(cost, points, new double[d], new double[d]);
    };
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
      double[] y = new double[dimension()];
      for (int j = 0; j < parts.length; j++) {
        centred(points, j, columnCentre, y);
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
            case SQUARED_EUCLIDEAN -> y[k] * (y[k] - 2 * (rowCentre[k] - columnCentre[k]));
            case INNER_PRODUCT -> -rowCentre[k] * y[k];
            case EUCLIDEAN, COSINE -> 0;
          };
    }
    return part;
  }

  /** Returns {@code alpha_i} of a row that was centred to {@code x}. */
  private double rowPart(double[] x) {
    double part = cost == GroundCost.COSINE ? 1 : 0;
    for (int k = 0; k < x.length; k++) {
      double original = x[k] + rowCentre[k];
      part +=
          switch (cost) {
            case SQUARED_EUCLIDEAN -> (original - columnCentre[k]) * (original - columnCentre[k]);
            case INNER_PRODUCT -> -columnCentre[k] * original;
            case EUCLIDEAN, COSINE -> 0;
          };
    }
    return part;
  }

  /** Writes the point, less the centre and for the cosine of unit length, to {@code to}. */
  private void centred(PointBlock block, int row, double[] centre, double[] to) {
    double square = 0;
    for (int k = 0; k < to.length; k++) {
      to[k] = block.coordinate(row, k) - centre[k];
      square += to[k] * to[k];
    }
    if (cost == GroundCost.COSINE && square > 0) {
      double norm = Math.sqrt(square);
      for (int k = 0; k < to.length; k++) {
        to[k] /= norm;
      }
    }
  }

  /** Returns what a row's coordinates are multiplied with before the product kernel. */
  private double rowFactor(Exponents exponents) {
    return switch (cost) {
      case SQUARED_EUCLIDEAN -> 2 * exponents.scale();
      case INNER_PRODUCT, COSINE -> exponents.scale();
      case EUCLIDEAN -> 1;
    };
  }

  @Override
  public FloatTile floatTile(Exponents exponents) {
    int d = dimension();
    float[] panels = floatPanels();
    float[] x = new float[Kernels.ROWS * d];
    double[] row = new double[d];
    double factor = rowFactor(exponents);
    float scale = (float) exponents.scale();
    Kernels kernels = Kernels.best();
    return new FloatTile(
        exponents,
        (block, from, rowPart, tile, max) -> {
          int count = Math.min(Kernels.ROWS, block.rows() - from);
          for (int r = 0; r < count; r++) {
            centred(block, from + r, rowCentre, row);
            rowPart[r] = rowPart(row);
            for (int k = 0; k < d; k++) {
              x[r * d + k] = (float) (factor * row[k]);
            }
          }
          if (cost == GroundCost.EUCLIDEAN) {
            kernels.distance(x, d, panels, scale, exponents.floatBias(), tile, max);
          } else {
            kernels.product(x, d, panels, exponents.floatBias(), tile, max);
          }
          return count;
        });
  }

  @Override
  public DoubleTile doubleTile(Exponents exponents) {
    int d = dimension();
    double[] panels = doublePanels();
    double[] x = new double[Kernels.ROWS * d];
    double[] row = new double[d];
    double factor = rowFactor(exponents);
    double scale = exponents.scale();
    Kernels kernels = Kernels.best();
    return new DoubleTile(
        exponents,
        (block, from, rowPart, tile, max) -> {
          int count = Math.min(Kernels.ROWS, block.rows() - from);
          for (int r = 0; r < count; r++) {
            centred(block, from + r, rowCentre, row);
            rowPart[r] = rowPart(row);
            for (int k = 0; k < d; k++) {
              x[r * d + k] = factor * row[k];
            }
          }
          if (cost == GroundCost.EUCLIDEAN) {
            kernels.distance(x, d, panels, scale, exponents.bias(), tile, max);
          } else {
            kernels.product(x, d, panels, exponents.bias(), tile, max);
          }
          return count;
        });
  }

  private synchronized float[] floatPanels() {
    if (floatPanels == null) {
      int d = dimension();
      int width = Kernels.FLOAT_PANEL;
      float[] panels = new float[panelLength(width)];
      double[] y = new double[d];
      for (int j = 0; j < columns(); j++) {
        centred(points, j, columnCentre, y);
        for (int k = 0; k < d; k++) {
          panels[(j / width) * width * d + k * width + j % width] = (float) y[k];
        }
      }
      floatPanels = panels;
    }
    return floatPanels;
  }

  private synchronized double[] doublePanels() {
    if (doublePanels == null) {
      int d = dimension();
      int width = Kernels.DOUBLE_PANEL;
      double[] panels = new double[panelLength(width)];
      double[] y = new double[d];
      for (int j = 0; j < columns(); j++) {
        centred(points, j, columnCentre, y);
        for (int k = 0; k < d; k++) {
          panels[(j / width) * width * d + k * width + j % width] = y[k];
        }
      }
      doublePanels = panels;
    }
    return doublePanels;
  }

  private int panelLength(int width) {
    return Math.toIntExact((columns() + width - 1L) / width * width * dimension());
  }
}
