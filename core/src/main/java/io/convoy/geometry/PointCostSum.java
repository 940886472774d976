package io.convoy.geometry;

/** The sum of a row's costs to all columns from three sums over the columns, {@code O(d)} a row. */
final class PointCostSum implements CostSum {

  private final PointCloud cloud;
  private final double total;
  private final double part;
  private final double[] sum;
  private final double[] x;

  /**
   * A sum.
   *
   * @param total sum of the masses
   * @param part sum of what the columns add to it, {@link GroundCost#sumPart}, each times its mass
   * @param sum sum of the columns' points, each times its mass
   */
  PointCostSum(PointCloud cloud, double total, double part, double[] sum) {
    this.cloud = cloud;
    this.total = total;
    this.part = part;
    this.sum = sum;
    this.x = new double[sum.length];
  }

  @Override
  public double of(PointBlock block, int row) {
    cloud.centredRow(block, row, x);
    double products = Projection.dot(x, sum);
    return cloud.cost().sum(x, cloud.rowPart(x), total, part, products);
  }
}
