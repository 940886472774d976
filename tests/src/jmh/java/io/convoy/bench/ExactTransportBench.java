package io.convoy.bench;

import io.convoy.geometry.GroundCost;
import io.convoy.transport.exact.ExactPlan;
import io.convoy.transport.exact.ExactTransport;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Seconds per exact solution between as many rows as columns, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@Fork(1)
public class ExactTransportBench {

  @Param({"500", "2000"})
  public int rows;

  @Param({"2", "64"})
  public int dimension;

  private double[][] x;
  private double[][] y;
  private double[] rowWeights;
  private double[] columnWeights;

  @Setup
  public void lay() {
    x = points(0);
    y = points(1);
    rowWeights = weights(2);
    columnWeights = weights(3);
  }

  @Benchmark
  public ExactPlan equalWeights() {
    return ExactTransport.assignment(rows, this::cost);
  }

  @Benchmark
  public ExactPlan unequalWeights() {
    return ExactTransport.solve(rowWeights, columnWeights, this::cost);
  }

  private double cost(int row, int column) {
    return GroundCost.SQUARED_EUCLIDEAN.between(x[row], y[column]);
  }

  private double[][] points(int cloud) {
    double[] coordinates = Uniform.doubles(rows, dimension, cloud);
    double[][] points = new double[rows][];
    Arrays.setAll(
        points, i -> Arrays.copyOfRange(coordinates, i * dimension, (i + 1) * dimension));
    return points;
  }

  private double[] weights(int cloud) {
    double[] weights = Uniform.doubles(rows, 1, cloud);
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }
}
