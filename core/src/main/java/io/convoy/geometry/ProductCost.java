package io.convoy.geometry;

/**
 * A cost that is a product in disguise, {@code C_ij = alpha_i + beta_j - factor <x'_i, y'_j>}.
 *
 * <p>Any term of the row alone or of the column alone can leave the product, so rows and columns
 * may be centred about <em>different</em> points x0 and y0, which keeps the products, and with them
 * the rounding errors, small even for clouds far apart. The parts are sums over coordinates.
 *
 * <p>To be implemented where a new cost has this form; what implements it is a value and has no
 * state but what makes it equal to others.
 */
public non-sealed interface ProductCost extends UsualCost {

  /** Returns what the product is multiplied with. */
  double factor();

  /**
   * Returns a coordinate's term of {@code alpha}.
   *
   * @param x of the row, not centred
   * @param columnCentre y0
   */
  double rowTerm(double x, double columnCentre);

  /**
   * Returns a coordinate's term of {@code beta}.
   *
   * @param y of the column, centred
   * @param rowCentre x0
   * @param columnCentre y0
   */
  double columnTerm(double y, double rowCentre, double columnCentre);

  /** Returns what belongs to {@code alpha} beside the coordinates' terms. */
  default double constant() {
    return 0;
  }

  /**
   * Returns a lower bound of a row's costs to all columns of a ball.
   *
   * @param middle the cost to its middle
   * @param length of the row's point
   * @param radius of the ball, as the kernels take the columns
   */
  double lowest(double middle, double length, double radius);

  /** Returns an upper bound; see {@link #lowest}. */
  double highest(double middle, double length, double radius);

  @Override
  default double[] rowCentre(double[] middle, double[] columns) {
    return middle.clone();
  }

  @Override
  default double rowPart(double[] x, double[] rowCentre, double[] columnCentre) {
    double part = constant();
    for (int k = 0; k < x.length; k++) {
      part += rowTerm(x[k] + rowCentre[k], columnCentre[k]);
    }
    return part;
  }

  @Override
  default double columnPart(double[] y, double[] rowCentre, double[] columnCentre) {
    double part = 0;
    for (int k = 0; k < y.length; k++) {
      part += columnTerm(y[k], rowCentre[k], columnCentre[k]);
    }
    return part;
  }

  @Override
  default double rowFactor(double scale) {
    return factor() * scale;
  }

  @Override
  default double sumPart(double[] y, double[] rowCentre, double[] columnCentre) {
    return columnPart(y, rowCentre, columnCentre);
  }

  @Override
  default double sum(double[] x, double rowPart, double total, double part, double products) {
    return total * rowPart + part - rowFactor(1) * products;
  }
}
