package io.convoy.jobs.distance;

import io.convoy.distance.Gaussian;
import io.convoy.distance.SlicedDistance;
import io.convoy.distance.SlicedDistance.Slice;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Measures the distance of two tables, on Spark. */
final class DistanceSolve {

  /**
   * Features up to which their covariance fits the sweep's results and its eigenvalues a minute.
   */
  private static final int MOST_FEATURES = 2048;

  private DistanceSolve() {}

  /** More at a time would not make sweeps fewer by much. */
  private static final long SWEEP_BYTES = 256L << 20;

  /** How often a table's projections are there while they are merged, and the other table's. */
  private static final long COPIES = 6;

  /**
   * Returns the distance and its parts.
   *
   * @throws JobFailure if the rows break their contract, or there are too many rows or features
   */
  static Solved solve(Run run, DistanceSettings settings) {
    Holdings held = new Holdings();
    try {
      return solve(run, settings, held);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private static Solved solve(Run run, DistanceSettings settings, Holdings held) {
    Stopwatch watch = new Stopwatch();
    TableReader reader = new TableReader(settings.passes().tasks(), settings.quarantine(), held);
    PointTable source = reader.read(run.tables().get("source"));
    PointTable target = reader.read(run.tables().get("target"));
    TableReader.requireEqualDimensions("source", source, "target", target);
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(source, target));
      source = scaled.get(0);
      target = scaled.get(1);
    }
    watch.lap("read");

    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> written = new LinkedHashMap<>();
    if (settings.method() instanceof DistanceMethod.Sliced asked) {
      SlicedDistance sliced = asked.distance();
      List<Slice> slices = slices(sliced, source, target);
      double mean = SlicedDistance.mean(slices);
      numbers.put("distance", Math.pow(mean, 1 / sliced.order()));
      numbers.put("distance-to-the-power", mean);
      numbers.put("standard-error", SlicedDistance.standardError(slices));
      numbers.put("order", sliced.order());
      numbers.put("projections", slices.size());
      written.put("projections", table(run.spark(), slices));
    } else {
      Gaussian.Bures bures = bures(gaussian(source), gaussian(target));
      numbers.put("distance", Math.sqrt(bures.total()));
      numbers.put("squared-distance", bures.total());
      numbers.put("squared-distance-of-means", bures.means());
      numbers.put("squared-distance-of-covariances", bures.covariances());
    }
    watch.lap("measure");
    if (settings.quarantine()) {
      written.put("quarantined", TableReader.quarantined("source", source, "target", target));
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("source", source.rows());
    counts.put("target", target.rows());
    return new Solved.Of(Ending.DONE, counts, numbers)
        .headline(headline(numbers))
        .tables(written)
        .timings(watch.laps())
        .holding(held::close);
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers);
    return told.say(
            told.part("distance ", "distance", ""),
            told.part(", to the power of its order ", "distance-to-the-power", ""),
            told.part(", standard error ", "standard-error", ""),
            told.part(", squared ", "squared-distance", ""),
            told.part(" (means ", "squared-distance-of-means", ""),
            told.part(", covariances ", "squared-distance-of-covariances", ")"))
        .show("distance", "distance", "")
        .done();
  }

  private static Gaussian.Bures bures(Gaussian source, Gaussian target) {
    try {
      return source.squaredDistance(target);
    } catch (ArithmeticException overflow) {
      throw JobFailure.badInput(overflow.getMessage(), overflow);
    }
  }

  private static Gaussian gaussian(PointTable table) {
    if (table.dimension() > MOST_FEATURES) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "method gaussian is for at most "
              + MOST_FEATURES
              + " features, got "
              + table.dimension()
              + "; use method sliced, or fewer features",
          null);
    }
    return table.runner().run("fit a Gaussian", Gaussian.sweep(), "");
  }

  private static List<Slice> slices(SlicedDistance sliced, PointTable source, PointTable target) {
    long rows = Math.max(source.rows(), target.rows());
    MemoryNeed.of(COPIES * SlicedDistance.ROW_BYTES * rows)
        .check("the driver sorts the projections of all rows");
    long room = Math.min(SWEEP_BYTES, Runtime.getRuntime().maxMemory() / (2 * COPIES));
    try {
      return sliced.slices(source.runner(), target.runner(), source.dimension(), rows, room);
    } catch (IllegalArgumentException tooMany) {
      throw new JobFailure(ExitCode.INFEASIBLE, tooMany.getMessage(), tooMany);
    }
  }

  private static Dataset<Row> table(SparkSession spark, List<Slice> slices) {
    StructType schema =
        new StructType()
            .add("projection", DataTypes.IntegerType, false)
            .add("direction", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
            .add("cost", DataTypes.DoubleType, false);
    List<Row> rows = new ArrayList<>();
    for (Slice slice : slices) {
      Object[] direction = Arrays.stream(slice.direction()).boxed().toArray();
      rows.add(RowFactory.create(rows.size(), direction, slice.cost()));
    }
    return spark.createDataFrame(rows, schema);
  }
}
