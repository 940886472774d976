package io.convoy.jobs.transport;

import io.convoy.distance.LabelGaussians;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.table.OpenTable;
import io.convoy.spark.table.PointTable;
import java.util.Optional;

/**
 * The cost of a run between its tables, and within each.
 *
 * @param labels what labels add to it, if they do
 */
record PairCosts(GroundCost cost, Optional<Labels> labels) {

  /**
   * Covariances of all labels of a table, which a task returns and the driver merges, take this.
   */
  private static final long MOST_BYTES = 256L << 20;

  /**
   * The Gaussians of both tables' labels.
   *
   * @param factor what their squared distance is multiplied with
   */
  record Labels(LabelGaussians source, LabelGaussians target, double factor) {}

  /** The cost from some rows to columns, given the columns and the rows' centre. */
  interface Columns {
    PointCloud of(PointBlock points, double[] rowCentre);
  }

  /**
   * Returns the costs that a run asks for; two sweeps where it asks for those of labels.
   *
   * @throws JobFailure if there are too many labels of too many features
   */
  static PairCosts of(Asked.Planned asked, Sides sides) {
    Optional<Labels> labels =
        asked instanceof Asked.Whole whole && whole.labelCost().isPresent()
            ? Optional.of(
                new Labels(
                    fit(sides.from(), sides.source()),
                    fit(sides.to(), sides.target()),
                    whole.labelCost().getAsDouble()))
            : Optional.empty();
    return new PairCosts(sides.cost(), labels);
  }

  private static LabelGaussians fit(OpenTable opened, PointTable table) {
    int labels = opened.roles().labels().size();
    double bytes = (double) labels * table.features() * table.features() * Double.BYTES;
    if (bytes > MOST_BYTES) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "label-cost takes a covariance per label, and those of the "
              + labels
              + " labels of "
              + opened.name()
              + " with "
              + table.features()
              + " features take "
              + ((long) bytes >> 20)
              + " MB, at most "
              + (MOST_BYTES >> 20)
              + " are allowed: use fewer features or coarser labels",
          null);
    }
    return table.runner().run("fit a Gaussian per label", LabelGaussians.sweep(labels), "");
  }

  /** Returns the number of coordinates the kernels take of rows of so many labels. */
  static int width(OpenTable source, PointTable rows) {
    return rows.features() + source.roles().labels().size();
  }

  /** Returns the cost from source to target. */
  Columns between() {
    return labels.map(both -> labelled(both.source, both.target, both.factor)).orElse(plain());
  }

  /** Returns the cost from source to source. */
  Columns withinSource() {
    return labels.map(both -> labelled(both.source, both.source, both.factor)).orElse(plain());
  }

  /** Returns the cost from target to target. */
  Columns withinTarget() {
    return labels.map(both -> labelled(both.target, both.target, both.factor)).orElse(plain());
  }

  private Columns plain() {
    return (points, centre) -> PointCloud.of(cost, points, centre);
  }

  private static Columns labelled(LabelGaussians from, LabelGaussians to, double factor) {
    return (points, centre) -> PointCloud.labelled(from.costs(to, factor), points, centre);
  }
}
