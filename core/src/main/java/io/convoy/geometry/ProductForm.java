package io.convoy.geometry;

import java.util.Optional;

/**
 * A cost that is a product in disguise, {@code C_ij = alpha_i + beta_j - factor <x'_i, y'_j>}, by
 * its parts: enough for what is to be known of all pairs together.
 *
 * <p>Rows and columns are given as points of one coordinate more: {@code x'} and then {@code
 * alpha}, {@code y'} and then {@code beta}.
 */
public final class ProductForm {

  private final PointCloud cloud;
  private final ProductCost cost;
  private final double radius;

  private ProductForm(PointCloud cloud, ProductCost cost, double radius) {
    this.cloud = cloud;
    this.cost = cost;
    this.radius = radius;
  }

  /** Returns the form of a geometry's cost, if it has one and the cost is of the points alone. */
  public static Optional<ProductForm> of(Geometry geometry) {
    if (!(geometry instanceof PointCloud cloud) || !(cloud.cost() instanceof ProductCost cost)) {
      return Optional.empty();
    }
    double[] y = new double[cloud.dimension()];
    double square = 0;
    for (int j = 0; j < cloud.columns(); j++) {
      cloud.centredColumn(j, y);
      square = Math.max(square, Projection.dot(y, y));
    }
    return Optional.of(new ProductForm(cloud, cost, Math.sqrt(square)));
  }

  /** Returns what the product is multiplied with. */
  public double factor() {
    return cost.factor();
  }

  /** Returns the rows' parts, with their weights. */
  public PointBlock rows(PointBlock block) {
    int d = cloud.dimension();
    double[] parts = new double[Math.multiplyExact(block.rows(), d + 1)];
    double[] x = new double[d];
    for (int i = 0; i < block.rows(); i++) {
      cloud.centredRow(block, i, x);
      System.arraycopy(x, 0, parts, i * (d + 1), d);
      parts[i * (d + 1) + d] = cloud.rowPart(x);
    }
    return PointBlock.of(block.index(), d + 1, parts, block.weights());
  }

  /** Returns the columns' parts, with the given weights. */
  public PointBlock columns(double[] weights) {
    int d = cloud.dimension();
    double[] parts = new double[Math.multiplyExact(cloud.columns(), d + 1)];
    double[] y = new double[d];
    for (int j = 0; j < cloud.columns(); j++) {
      cloud.centredColumn(j, y);
      System.arraycopy(y, 0, parts, j * (d + 1), d);
      parts[j * (d + 1) + d] = cloud.columnPart(j);
    }
    return PointBlock.of(0, d + 1, parts, weights);
  }

  /** Returns a lower bound of a row's costs to all columns, from the ball that holds these. */
  public double lowest(PointBlock block, int row) {
    double[] x = read(block, row);
    return cost.lowest(middle(x), Math.sqrt(Projection.dot(x, x)), radius);
  }

  /** Returns an upper bound of a row's costs to all columns, from the ball that holds these. */
  public double highest(PointBlock block, int row) {
    double[] x = read(block, row);
    return cost.highest(middle(x), Math.sqrt(Projection.dot(x, x)), radius);
  }

  private double[] read(PointBlock block, int row) {
    double[] x = new double[cloud.dimension()];
    block.read(row, x);
    return x;
  }

  /** Returns the cost to the middle of the ball. */
  private double middle(double[] x) {
    return cost.between(x, cloud.columnCentre());
  }
}
