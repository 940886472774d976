package io.convoy.geometry;

import io.convoy.iterate.Visit;
import io.convoy.numerics.Kernels;
import java.util.List;

/**
 * How the rows of a whole table come into an order in which neighbours are neighbours in space.
 *
 * <p>Sweeps leave out what provably carries no mass for a few neighbouring rows of one block. Where
 * a block is a random sample of space its rows are too far apart for that; in this order a block
 * fills a small box. Blocks are projected one by one, wherever they are, and the projections
 * ordered together: the order is a function of the points and of the projection alone.
 */
public final class SpatialRows implements Visit<PointBlock, String, double[]> {

  private static final long serialVersionUID = 1L;

  /** One process orders the rows, and holds about 80 bytes for each meanwhile. */
  public static final int MOST_ROWS = 1 << 22;

  /** Of a distance in more dimensions three directions show too little to skip by. */
  private static final int MOST_DIMENSIONS = 8;

  private final Projection projection;
  private final int dimension;

  private SpatialRows(Projection projection, int dimension) {
    this.projection = projection;
    this.dimension = dimension;
  }

  /**
   * Returns the order in the projection that sweeps over the columns {@code points} bound distances
   * by.
   */
  public static SpatialRows near(PointBlock points) {
    return new SpatialRows(Projection.of(points), points.dimension());
  }

  /**
   * Returns whether sweeps over a problem of that size may skip more if its rows are in spatial
   * order. A function of the problem, so that every engine answers alike.
   */
  public static boolean mayPay(GroundCost cost, long rows, long columns, int dimension) {
    return cost.isDistance()
        && rows > PointCloud.FEW_COLUMNS
        && columns > PointCloud.FEW_COLUMNS
        && rows <= MOST_ROWS
        && dimension <= MOST_DIMENSIONS;
  }

  /** Returns the dimension of the points that can be ordered. */
  public int dimension() {
    return dimension;
  }

  /** Returns the number of coordinates the order goes by, at most three. */
  public int coordinates() {
    return projection.coordinates();
  }

  /** Returns the projected coordinates of the block's rows, row after row. */
  @Override
  public double[] visit(String unused, PointBlock block) {
    int q = projection.coordinates();
    double[] shadow = new double[Math.multiplyExact(block.rows(), q)];
    double[] point = new double[block.dimension()];
    for (int i = 0; i < block.rows(); i++) {
      for (int k = 0; k < point.length; k++) {
        point[k] = block.coordinate(i, k);
      }
      projection.project(point, shadow, i * q);
    }
    for (int at = 0; at < shadow.length; at++) {
      // an order exists for points of any size; whether costs overflow is for solvers to say
      double limited = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, shadow[at]));
      shadow[at] = Double.isNaN(limited) ? 0 : limited;
    }
    return shadow;
  }

  /**
   * Returns which row stands at each place, in {@code O(n log n)} steps; rows count through all
   * blocks.
   *
   * @param shadows what {@link #visit} returned of each block, in the order of the blocks
   */
  public int[] order(List<double[]> shadows) {
    double[] all = new double[shadows.stream().mapToInt(shadow -> shadow.length).sum()];
    int at = 0;
    for (double[] shadow : shadows) {
      System.arraycopy(shadow, 0, all, at, shadow.length);
      at += shadow.length;
    }
    return SpatialOrder.of(all, projection.coordinates(), Kernels.GROUP);
  }
}
