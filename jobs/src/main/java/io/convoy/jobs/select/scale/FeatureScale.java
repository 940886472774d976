package io.convoy.jobs.select.scale;

import io.convoy.distance.Gaussian;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.jobs.select.terms.SelectionMethod;
import io.convoy.jobs.work.TableReader;
import io.convoy.selection.Lead;
import io.convoy.selection.Whitening;
import io.convoy.spark.table.PointTable;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** What is done to features before they are compared. */
public sealed interface FeatureScale extends Serializable {

  /** Returns a table of the same rows, their features changed; maybe the table itself. */
  PointTable of(PointTable table);

  /** Returns the numbers that {@link #fromArrays} makes it of again. */
  Map<String, double[]> toArrays();

  /**
   * Returns how far a mean is from that of the features when the scale was made, in their
   * deviations, at most over the features.
   *
   * @param mean of the features before they were scaled
   * @param lead coordinates before them
   */
  double drift(double[] mean, int lead);

  /** Returns its numbers as text, to the last bit. */
  default String digest() {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(toArrays())
        .forEach(
            (name, numbers) -> {
              all.append(name);
              for (double number : numbers) {
                all.append(' ').append(Long.toHexString(Double.doubleToLongBits(number)));
              }
            });
    return all.toString();
  }

  /**
   * Returns the scale that the settings ask for, of both tables.
   *
   * @param pool needed where there is a scale to find
   */
  static FeatureScale fitted(
      SelectSettings settings, Optional<PointTable> pool, PointTable target, Lead lead) {
    if (settings.method() == SelectionMethod.TAROT) {
      return Whitened.of(pool.orElseThrow(), target, lead.count());
    }
    return settings.standardize() ? Standard.of(pool.orElseThrow(), target) : new Given();
  }

  /** Returns what {@link #toArrays} was of. */
  static FeatureScale fromArrays(Map<String, double[]> arrays) {
    return arrays.containsKey("factor")
        ? new Whitened(
            new Whitening(arrays.get("mean"), arrays.get("factor")), (int) arrays.get("lead")[0])
        : new Standard(arrays.get("mean"), arrays.get("deviation"));
  }

  private static double most(double[] mean, double[] before, IntToDoubleFunction deviation) {
    double most = 0;
    for (int k = 0; k < mean.length; k++) {
      double unit = deviation.applyAsDouble(k);
      most = unit > 0 ? Math.max(most, Math.abs(mean[k] - before[k]) / unit) : most;
    }
    return most;
  }

  /** Features stay as they are. */
  record Given() implements FeatureScale {
    @Override
    public PointTable of(PointTable table) {
      return table;
    }

    @Override
    public Map<String, double[]> toArrays() {
      return Map.of();
    }

    @Override
    public double drift(double[] mean, int lead) {
      return 0;
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

    @Override
    public Map<String, double[]> toArrays() {
      return Map.of("mean", mean, "deviation", deviation);
    }

    @Override
    public double drift(double[] now, int lead) {
      return most(now, Arrays.copyOfRange(mean, lead, mean.length), k -> deviation[lead + k]);
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

    @Override
    public Map<String, double[]> toArrays() {
      return Map.of(
          "mean", whitening.mean(), "factor", whitening.factor(), "lead", new double[] {lead});
    }

    @Override
    public double drift(double[] now, int unused) {
      return most(now, whitening.mean(), whitening::deviation);
    }

    private static PointBlock whitened(Whitened own, PointBlock block) {
      return own.whitening.apply(block, own.lead);
    }
  }
}
