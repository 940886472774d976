package io.convoy.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Pairs per second of the textbook's double loop with {@link Math#exp}: what {@link DualSweepBench}
 * is measured against.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScalarLoopBench {

  private static final int ROWS = 64;
  private static final int COLUMNS = 8192;

  @Param({"3"})
  public int dimension;

  private double[][] x;
  private double[][] y;
  private double[] z;
  private double epsilon;

  @Setup
  public void lay() {
    x = rows(ROWS, 0);
    y = rows(COLUMNS, 1);
    z = new double[COLUMNS];
    epsilon = 0.05 * Math.sqrt(7 * dimension / 180.0);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public double[] evaluate() {
    double[] mass = new double[COLUMNS];
    for (double[] from : x) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < COLUMNS; j++) {
        double cost = 0;
        for (int k = 0; k < dimension; k++) {
          double difference = from[k] - y[j][k];
          cost += difference * difference;
        }
        z[j] = -cost / epsilon;
        max = Math.max(max, z[j]);
      }
      double sum = 0;
      for (int j = 0; j < COLUMNS; j++) {
        z[j] = Math.exp(z[j] - max);
        sum += z[j];
      }
      for (int j = 0; j < COLUMNS; j++) {
        mass[j] += z[j] / (sum * ROWS);
      }
    }
    return mass;
  }

  private double[][] rows(int count, int cloud) {
    double[] coordinates = Uniform.doubles(count, dimension, cloud);
    double[][] rows = new double[count][dimension];
    for (int i = 0; i < count; i++) {
      System.arraycopy(coordinates, i * dimension, rows[i], 0, dimension);
    }
    return rows;
  }
}
