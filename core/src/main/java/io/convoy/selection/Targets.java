package io.convoy.selection;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import java.io.Serializable;
import java.util.Optional;

/**
 * What rows are near to: points, and the cost of a pair.
 *
 * <p>The cost is the squared distance; with labels, which are the first coordinate, that of the
 * others plus a constant where labels differ.
 */
public final class Targets implements Serializable {

  private static final long serialVersionUID = 1L;

  private final PointBlock points;
  private final double labelCost;
  private final PointCloud cloud; // null with labels

  /** A coordinate of all targets side by side; made where it is first wanted. */
  private transient volatile double[][] across;

  private Targets(PointBlock points, double labelCost, PointCloud cloud) {
    this.points = points;
    this.labelCost = labelCost;
    this.cloud = cloud;
  }

  /**
   * Returns targets.
   *
   * @param points one row each
   * @param labelCost cost of labels that differ, 0 if there are no labels
   */
  public static Targets of(PointBlock points, double labelCost) {
    if (labelCost > 0) {
      return new Targets(points, labelCost, null);
    }
    double[] mean = new double[points.dimension()];
    for (int j = 0; j < points.rows(); j++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += points.coordinate(j, k) / points.rows();
      }
    }
    return new Targets(points, 0, PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, mean));
  }

  /** Returns the points. */
  public PointBlock points() {
    return points;
  }

  /** Returns the number of targets. */
  public int count() {
    return points.rows();
  }

  /** Returns the cost of labels that differ, 0 if there are no labels. */
  double labelCost() {
    return labelCost;
  }

  /** Returns the points for the kernels, unless there are labels. */
  Optional<PointCloud> cloud() {
    return Optional.ofNullable(cloud);
  }

  /** Returns the cost of a row and a target, in double. */
  public double cost(PointBlock rows, int row, int target) {
    double sum = 0;
    for (int c = labelCost > 0 ? 1 : 0; c < rows.dimension(); c++) {
      double off = rows.coordinate(row, c) - points.coordinate(target, c);
      sum += off * off;
    }
    boolean differs = labelCost > 0 && rows.coordinate(row, 0) != points.coordinate(target, 0);
    return sum + (differs ? labelCost : 0);
  }

  /** Returns the costs of a row and every target, those of {@link #cost} to the last bit. */
  public double[] costs(PointBlock rows, int row) {
    double[][] columns = across();
    double[] costs = new double[count()];
    for (int c = labelCost > 0 ? 1 : 0; c < columns.length; c++) {
      add(columns[c], rows.coordinate(row, c), costs);
    }
    for (int j = 0; labelCost > 0 && j < costs.length; j++) {
      costs[j] += columns[0][j] == rows.coordinate(row, 0) ? 0 : labelCost;
    }
    return costs;
  }

  private static void add(double[] column, double x, double[] costs) {
    for (int j = 0; j < costs.length; j++) {
      double off = x - column[j];
      costs[j] += off * off;
    }
  }

  private double[][] across() {
    double[][] known = across;
    if (known == null) {
      known = new double[points.dimension()][count()];
      for (int c = 0; c < known.length; c++) {
        for (int j = 0; j < known[c].length; j++) {
          known[c][j] = points.coordinate(j, c);
        }
      }
      across = known; // equal, whoever makes it
    }
    return known;
  }
}
