package io.convoy.geometry;

/**
 * Columns in spatial order, cut into cells of 32, and the boxes they fill in projected coordinates.
 * 32 consecutive cells make a cell of the layer above, and so on while there are many.
 */
final class Cells {

  /** Columns per cell, and cells per cell of the layer above. */
  static final int WIDTH = 32;

  /** Up to this many boxes are looked at one by one: another layer would save nothing. */
  private static final int FEW = 64;

  /**
   * The boxes of one layer.
   *
   * @param span the number of columns of each box but the last
   * @param centre the middle of each box, per coordinate
   * @param half its half-width, which counts as rounded up: no column is farther from the centre
   */
  record Layer(int span, int count, double[][] centre, double[][] half) {}

  private final int columns;
  private final int q;
  private final double[] projected;
  private final Layer[] layers;
  private final double[] reach;
  private final double blur;

  private Cells(
      int columns, int q, double[] projected, Layer[] layers, double[] reach, double blur) {
    this.columns = columns;
    this.q = q;
    this.projected = projected;
    this.layers = layers;
    this.reach = reach;
    this.blur = blur;
  }

  /**
   * Returns the cells of columns that are in spatial order.
   *
   * @param projected finite coordinates, {@code columns x q}, column after column, at least one
   * @param blur how far from the exact projections these may be
   */
  static Cells of(double[] projected, int q, double blur) {
    int columns = projected.length / q;
    if (columns < 1 || columns * q != projected.length) {
      throw new IllegalArgumentException(
          "projected coordinates must be columns x " + q + ", got " + projected.length);
    }
    double[][] coordinates = new double[q][columns];
    double[] reach = new double[q];
    for (int k = 0; k < q; k++) {
      for (int j = 0; j < columns; j++) {
        double value = projected[j * q + k];
        coordinates[k][j] = value;
        reach[k] = Math.max(reach[k], Math.abs(value));
      }
    }
    int depth = 1;
    for (int count = parts(columns); count > FEW; count = parts(count)) {
      depth++;
    }
    Layer[] layers = new Layer[depth];
    double[][] low = coordinates;
    double[][] high = coordinates;
    int count = columns;
    int span = 1;
    for (int l = 0; l < depth; l++) {
      int boxes = parts(count);
      double[][] lows = new double[q][boxes];
      double[][] highs = new double[q][boxes];
      for (int k = 0; k < q; k++) {
        for (int b = 0; b < boxes; b++) {
          int to = Math.min(count, (b + 1) * WIDTH);
          double least = low[k][b * WIDTH];
          double greatest = high[k][b * WIDTH];
          for (int i = b * WIDTH + 1; i < to; i++) {
            least = Math.min(least, low[k][i]);
            greatest = Math.max(greatest, high[k][i]);
          }
          lows[k][b] = least;
          highs[k][b] = greatest;
        }
      }
      span *= WIDTH;
      layers[l] = layer(span, boxes, lows, highs);
      low = lows;
      high = highs;
      count = boxes;
    }
    return new Cells(columns, q, projected.clone(), layers, reach, blur);
  }

  private static Layer layer(int span, int count, double[][] low, double[][] high) {
    double[][] centre = new double[low.length][count];
    double[][] half = new double[low.length][count];
    for (int k = 0; k < low.length; k++) {
      for (int b = 0; b < count; b++) {
        double middle = low[k][b] + (high[k][b] - low[k][b]) / 2;
        centre[k][b] = middle;
        half[k][b] = Math.max(high[k][b] - middle, middle - low[k][b]) * (1 + 0x1p-50);
      }
    }
    return new Layer(span, count, centre, half);
  }

  private static int parts(int count) {
    return (count - 1) / WIDTH + 1;
  }

  int columns() {
    return columns;
  }

  /** Returns the number of cells. */
  int count() {
    return layers[0].count();
  }

  /** Returns the number of projected coordinates. */
  int dimension() {
    return q;
  }

  /** Returns the number of layers, at least one: that of the cells. */
  int depth() {
    return layers.length;
  }

  Layer layer(int l) {
    return layers[l];
  }

  /** Returns the columns' projected coordinates, column after column; not to be written to. */
  double[] projected() {
    return projected;
  }

  /** Returns the largest absolute value of coordinate {@code k}. */
  double reach(int k) {
    return reach[k];
  }

  double blur() {
    return blur;
  }
}
