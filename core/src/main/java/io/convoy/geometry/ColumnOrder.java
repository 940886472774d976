package io.convoy.geometry;

import io.convoy.numerics.Kernels;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Columns in spatial order, so that neighbours in space share a panel, and what it takes to bound
 * their distances from rows.
 */
final class ColumnOrder {

  private final int[] columnAt;
  private final int[] placeOf;
  private final Projection projection;
  private final Cells cells;
  private final Map<PointBlock, RowOrder> rows = Collections.synchronizedMap(new WeakHashMap<>());

  private ColumnOrder(int[] columnAt, int[] placeOf, Projection projection, Cells cells) {
    this.columnAt = columnAt;
    this.placeOf = placeOf;
    this.projection = projection;
    this.cells = cells;
  }

  /** Returns the spatial order of the points. */
  static ColumnOrder of(PointBlock points) {
    int m = points.rows();
    Projection projection = Projection.of(points);
    Shadow shadow = Shadow.of(projection, points);
    int q = projection.coordinates();
    int[] columnAt = SpatialOrder.of(shadow.coordinates(), q, Kernels.PANEL);
    int[] placeOf = new int[m];
    for (int p = 0; p < m; p++) {
      placeOf[columnAt[p]] = p;
    }
    Cells cells = Cells.of(shadow.inOrder(columnAt, q), q, shadow.blur());
    return new ColumnOrder(columnAt, placeOf, projection, cells);
  }

  /** Returns the column that stands at a place. */
  int columnAt(int place) {
    return columnAt[place];
  }

  /** Returns where a column stands. */
  int placeOf(int column) {
    return placeOf[column];
  }

  Cells cells() {
    return cells;
  }

  /** Returns the order of a block's rows, computed when first asked for. */
  RowOrder rows(PointBlock block) {
    RowOrder known = rows.get(block);
    if (known == null) {
      Shadow shadow = Shadow.of(projection, block);
      int q = projection.coordinates();
      int[] order = SpatialOrder.of(shadow.coordinates(), q, Kernels.GROUP);
      known = new RowOrder(order, shadow.inOrder(order, q), shadow.blur());
      rows.put(block, known);
    }
    return known;
  }

  /**
   * A block's rows in spatial order.
   *
   * @param rowAt which row stands at each place
   * @param projected their projected coordinates, place after place
   * @param blur how far from the exact projections these may be
   */
  record RowOrder(int[] rowAt, double[] projected, double blur) {}

  /** The projected coordinates of a block's rows, and how far off they may be. */
  private record Shadow(double[] coordinates, double blur) {

    static Shadow of(Projection projection, PointBlock block) {
      int q = projection.coordinates();
      double[] coordinates = new double[Math.multiplyExact(block.rows(), q)];
      double[] point = new double[block.dimension()];
      double blur = 0;
      for (int i = 0; i < block.rows(); i++) {
        for (int k = 0; k < point.length; k++) {
          point[k] = block.coordinate(i, k);
        }
        blur = Math.max(blur, projection.project(point, coordinates, i * q));
      }
      return new Shadow(coordinates, blur);
    }

    double[] inOrder(int[] order, int q) {
      double[] ordered = new double[coordinates.length];
      for (int p = 0; p < order.length; p++) {
        System.arraycopy(coordinates, order[p] * q, ordered, p * q, q);
      }
      return ordered;
    }
  }
}
