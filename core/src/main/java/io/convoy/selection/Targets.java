package io.convoy.selection;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import java.io.Serializable;

/**
 * What rows are near to: points, and the cost of a pair: the squared distance, plus a constant
 * where labels differ.
 */
public final class Targets implements Serializable {

  private static final long serialVersionUID = 1L;

  private final PointBlock points;
  private final double[] labels;
  private final double labelCost;
  private final PointCloud cloud;

  /** A coordinate of all targets side by side; made where it is first wanted. */
  private transient volatile double[][] across;

  private Targets(PointBlock points, double[] labels, double labelCost, PointCloud cloud) {
    this.points = points;
    this.labels = labels;
    this.labelCost = labelCost;
    this.cloud = cloud;
  }

  /**
   * Returns targets.
   *
   * @param rows one row each
   * @param lead what stands before their features
   * @param labelCost cost of labels that differ; 0 unless there are labels
   */
  public static Targets of(PointBlock rows, Lead lead, double labelCost) {
    return of(rows, lead, labelCost, lead.features(rows));
  }

  private static Targets of(PointBlock rows, Lead lead, double labelCost, PointBlock points) {
    double[] labels = new double[rows.rows()];
    double[] mean = new double[points.dimension()];
    for (int j = 0; j < points.rows(); j++) {
      labels[j] = lead.label(rows, j);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += points.coordinate(j, k) / points.rows();
      }
    }
    PointCloud cloud = PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, points, mean);
    return new Targets(points, labels, labelCost, cloud);
  }

  /** Returns targets without labels. */
  public static Targets of(PointBlock points) {
    return of(points, new Lead(false), 0, points);
  }

  /** Returns the features of the targets. */
  public PointBlock points() {
    return points;
  }

  /** Returns the number of targets. */
  public int count() {
    return points.rows();
  }

  /** Returns the number of a target's label. */
  public double label(int target) {
    return labels[target];
  }

  /** Returns the features for the kernels. */
  PointCloud cloud() {
    return cloud;
  }

  /** Returns whether labels that differ cost something. */
  boolean hasLabelCost() {
    return labelCost > 0;
  }

  /** Returns what labels that differ add to the squared distance. */
  double labelCost(double label, int target) {
    return label == labels[target] ? 0 : labelCost;
  }

  /**
   * Returns the cost of a row and a target, in double.
   *
   * @param features of the rows
   * @param label of the row
   */
  public double cost(PointBlock features, int row, double label, int target) {
    return squaredDistance(features, row, target) + labelCost(label, target);
  }

  /** Returns the squared distance of the features of a row and a target, in double. */
  double squaredDistance(PointBlock features, int row, int target) {
    double sum = 0;
    for (int c = 0; c < features.dimension(); c++) {
      double off = features.coordinate(row, c) - points.coordinate(target, c);
      sum += off * off;
    }
    return sum;
  }

  /** Returns the costs of a row and every target, those of {@link #cost} to the last bit. */
  public double[] costs(PointBlock features, int row, double label) {
    double[][] columns = across();
    double[] costs = new double[count()];
    for (int c = 0; c < columns.length; c++) {
      add(columns[c], features.coordinate(row, c), costs);
    }
    for (int j = 0; labelCost > 0 && j < costs.length; j++) {
      costs[j] += labelCost(label, j);
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
