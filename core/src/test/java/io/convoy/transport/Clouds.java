package io.convoy.transport;

import io.convoy.geometry.Geometry;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SweepRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;

/** A weighted cloud of points in memory, and problems between two of them. */
record Clouds(double[][] points, double[] weights) {

  private static final Path FIXTURES = Path.of("../tests/data/transport");

  /** Weights are scaled to sum 1. */
  Clouds {
    double total = Arrays.stream(weights).sum();
    weights = Arrays.stream(weights).map(w -> w / total).toArray();
  }

  static Clouds uniform(double[][] points) {
    double[] weights = new double[points.length];
    Arrays.fill(weights, 1);
    return new Clouds(points, weights);
  }

  static Clouds random(long seed, int n, int d, double offset) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][d];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = 0.5 + random.nextDouble();
      for (int k = 0; k < d; k++) {
        points[i][k] = offset + random.nextDouble();
      }
    }
    return new Clouds(points, weights);
  }

  static Clouds fixture(String name) {
    List<String> lines;
    try {
      lines = Files.readAllLines(FIXTURES.resolve(name + ".csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[][] points = new double[lines.size() - 1][];
    double[] weights = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double[] values =
          Arrays.stream(lines.get(i + 1).split(",")).mapToDouble(Double::parseDouble).toArray();
      weights[i] = values[1];
      points[i] = Arrays.copyOfRange(values, 2, values.length);
    }
    return new Clouds(points, weights);
  }

  int dimension() {
    return points[0].length;
  }

  Clouds shifted(double... by) {
    double[][] moved = new double[points.length][];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = points[i].clone();
      for (int k = 0; k < by.length; k++) {
        moved[i][k] += by[k];
      }
    }
    return new Clouds(moved, weights);
  }

  /** The cloud as consecutive blocks of {@code rows} rows. */
  List<PointBlock> blocks(int rows) {
    int d = dimension();
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < points.length; from += rows) {
      int to = Math.min(points.length, from + rows);
      double[] coordinates = new double[(to - from) * d];
      for (int i = from; i < to; i++) {
        System.arraycopy(points[i], 0, coordinates, (i - from) * d, d);
      }
      blocks.add(
          PointBlock.of(blocks.size(), d, coordinates, Arrays.copyOfRange(weights, from, to)));
    }
    return blocks;
  }

  SweepRunner<PointBlock> runner() {
    return new MemoryRunner<>(blocks(64), ForkJoinPool.commonPool());
  }

  double[] mean() {
    double[] mean = new double[dimension()];
    for (int i = 0; i < points.length; i++) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += weights[i] * points[i][k];
      }
    }
    return mean;
  }

  /** The columns of this cloud as seen from {@code rows}. */
  Geometry columnsFor(Clouds rows, GroundCost cost) {
    return PointCloud.of(cost, blocks(points.length).get(0), rows.mean());
  }

  static DualOracle balanced(Clouds rows, Clouds columns, GroundCost cost) {
    return new DualOracle(
        rows.runner(),
        TransportProblem.balanced(columns.columnsFor(rows, cost), columns.weights()));
  }

  static DualOracle relaxed(Clouds rows, Clouds columns, double rho) {
    MarginalRule rule = new MarginalRule.Kl(rho);
    return new DualOracle(
        rows.runner(),
        new TransportProblem(
            columns.columnsFor(rows, GroundCost.SQUARED_EUCLIDEAN), columns.weights(), rule, rule));
  }

  /** All of the plan, from the row potentials that a query returns and the definition. */
  static double[][] plan(
      Clouds rows, Clouds columns, GroundCost cost, double[] f, double[] g, double epsilon) {
    double[][] plan = new double[rows.points.length][columns.points.length];
    for (int i = 0; i < plan.length; i++) {
      for (int j = 0; j < plan[i].length; j++) {
        double c = cost.between(rows.points[i], columns.points[j]);
        plan[i][j] = rows.weights[i] * columns.weights[j] * Math.exp((f[i] + g[j] - c) / epsilon);
      }
    }
    return plan;
  }

  static double[] rowPotentials(DualOracle oracle, TransportResult result) {
    return oracle
        .rows()
        .collect(
            "row potentials",
            PlanRows.visit(oracle),
            PlanRows.Query.potentials(result.columnPotentials(), result.epsilon()))
        .stream()
        .flatMapToDouble(rows -> Arrays.stream(rows.potentials()))
        .toArray();
  }
}
