package io.convoy.jobs.select;

import io.convoy.distance.Gaussian;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.jobs.work.TableReader;
import io.convoy.selection.Whitening;
import io.convoy.spark.PointTable;
import java.io.Serializable;
import java.util.Arrays;

/** What is done to features before they are compared. */
sealed interface FeatureScale extends Serializable {

  /** Returns a table of the same rows, their features changed; maybe the table itself. */
  PointTable of(PointTable table);

  /** Features stay as they are. */
  record Given() implements FeatureScale {
    @Override
    public PointTable of(PointTable table) {
      return table;
    }
  }

  /**
   * Mean 0 and deviation 1.
   *
   * @param mean of every coordinate, those before the features too
   * @param deviation likewise
   */
  record Standard(double[] mean, double[] deviation) implements FeatureScale {

    /** Returns the scale of both tables together, every row counting its weight. */
    static Standard of(PointTable pool, PointTable target) {
      Moments pooled = TableReader.moments(pool).with(TableReader.moments(target));
      double[] deviation = new double[pooled.mean().length];
      Arrays.setAll(deviation, pooled::deviation);
      return new Standard(pooled.mean(), deviation);
    }

    @Override
    public PointTable of(PointTable table) {
      return table.standardized(mean, deviation);
    }
  }

  /**
   * The whitened feature distance.
   *
   * @param lead coordinates before the features
   */
  record Whitened(Whitening whitening, int lead) implements FeatureScale {

    /** Returns the scale of the rows of both tables together, every row counting the same. */
    static Whitened of(PointTable pool, PointTable target, int lead) {
      Gaussian both = gaussian(pool, lead).with(gaussian(target, lead));
      return new Whitened(Whitening.of(both), lead);
    }

    private static Gaussian gaussian(PointTable table, int lead) {
      Gaussian own = table.runner().run("covariance", Gaussian.sweep(), "");
      int d = own.dimension() - lead;
      double[] mean = Arrays.copyOfRange(own.mean(), lead, lead + d);
      double[] scatter = new double[d * d];
      // weights of a table sum to 1
      double rows = table.rows() / own.weight();
      for (int k = 0; k < d; k++) {
        for (int l = 0; l < d; l++) {
          scatter[k * d + l] = own.scatter()[(lead + k) * own.dimension() + lead + l] * rows;
        }
      }
      return new Gaussian(own.weight() * rows, mean, scatter);
    }

    @Override
    public PointTable of(PointTable table) {
      return table.mapped(table.dimension(), Whitened::whitened, this);
    }

    private static PointBlock whitened(Whitened own, PointBlock block) {
      return own.whitening.apply(block, own.lead);
    }
  }
}
