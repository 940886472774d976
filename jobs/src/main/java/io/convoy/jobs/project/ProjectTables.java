package io.convoy.jobs.project;

import io.convoy.jobs.project.Mixtures.Mixture;
import io.convoy.mixture.MixtureAscent;
import io.convoy.mixture.MixtureTransport;
import io.convoy.mixture.Performance;
import io.convoy.mixture.Simplex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** The tables that {@code project} writes. */
record ProjectTables(
    SparkSession spark,
    ProjectSettings settings,
    Sources sources,
    Stages stages,
    MixtureTransport transport) {

  private static final MapType SHARES =
      DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, false);

  /** Returns the recommended mixture, a row per source. */
  Dataset<Row> mixture(MixtureAscent.Top top) {
    StructType schema =
        new StructType()
            .add("source", DataTypes.StringType, false)
            .add("share", DataTypes.DoubleType, false)
            .add("rows", DataTypes.LongType, false)
            .add("available", DataTypes.LongType, false)
            .add("gradient", DataTypes.DoubleType, false)
            .add("transport_gradient", DataTypes.DoubleType, false);
    double[] shares = top.shares();
    double[] gradient = Simplex.calibrated(shares, top.slope().gradient());
    double[] transports = Simplex.calibrated(shares, transport.at(shares).potentials());
    long[] rows = wholeRows(shares, settings.size());
    List<Row> table = new ArrayList<>();
    for (int s = 0; s < shares.length; s++) {
      table.add(
          RowFactory.create(
              sources.names().get(s),
              shares[s],
              rows[s],
              sources.counts()[s],
              gradient[s],
              transports[s]));
    }
    return spark.createDataFrame(table, schema);
  }

  /** Returns the runs, and what the fit of their size says of each. */
  Dataset<Row> pilots(List<Mixture> pilots) {
    StructType schema =
        new StructType()
            .add("pilot", DataTypes.StringType, false)
            .add("size", DataTypes.DoubleType, false)
            .add("shares", SHARES, false)
            .add("performance", DataTypes.DoubleType, false)
            .add("transport_cost", DataTypes.DoubleType, false)
            .add("fitted", DataTypes.DoubleType, false)
            .add("residual", DataTypes.DoubleType, false)
            .add("loo_residual", DataTypes.DoubleType, false);
    List<Row> table = new ArrayList<>();
    int at = 0;
    for (Stages.Stage stage : stages.all()) {
      for (int r = 0; r < stage.costs().length; r++) {
        Mixture pilot = pilots.get(at++);
        double performance = pilot.numbers()[Stages.PERFORMANCE];
        table.add(
            RowFactory.create(
                pilot.name(),
                stage.size(),
                named(pilot.shares()),
                performance,
                stage.costs()[r],
                performance - stage.fit().residuals()[r],
                stage.fit().residuals()[r],
                stage.fit().leftOut()[r]));
      }
    }
    return spark.createDataFrame(table, schema);
  }

  /** Returns what is predicted of mixtures at a size, beside what else one could say. */
  Dataset<Row> predictions(List<Mixture> mixtures, double size) {
    StructType schema =
        new StructType()
            .add("mixture", DataTypes.StringType, false)
            .add("shares", SHARES, false)
            .add("transport_cost", DataTypes.DoubleType, false)
            .add("predicted", DataTypes.DoubleType, false)
            .add("baseline_linear", DataTypes.DoubleType, false)
            .add("baseline_last_size", DataTypes.DoubleType, false);
    Performance performance = stages.at(size);
    Performance linear = stages.linearAt(size);
    Performance last = stages.last().fit().performance();
    List<Row> table = new ArrayList<>();
    for (Mixture mixture : mixtures) {
      double[] shares = mixture.shares();
      double cost = transport.at(shares).value();
      table.add(
          RowFactory.create(
              mixture.name(),
              named(shares),
              cost,
              performance.value(shares, cost),
              linear.value(shares, cost),
              last.value(shares, cost)));
    }
    return spark.createDataFrame(table, schema);
  }

  private Map<String, Double> named(double[] shares) {
    return Mixtures.named(sources.names(), shares);
  }

  /** Returns whole rows that sum to the size, by largest remainders; of equal ones the first. */
  private static long[] wholeRows(double[] shares, long size) {
    long[] rows = new long[shares.length];
    double[] remainders = new double[shares.length];
    long left = size;
    for (int s = 0; s < rows.length; s++) {
      rows[s] = (long) Math.floor(shares[s] * size);
      remainders[s] = shares[s] * size - rows[s];
      left -= rows[s];
    }
    List<Integer> order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer s) -> -remainders[s])) // stable
            .toList();
    for (int k = 0; k < left; k++) {
      rows[order.get(k % rows.length)]++;
    }
    return rows;
  }
}
