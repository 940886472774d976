package io.convoy.bench;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.iterate.MemoryRunner;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Evaluation;
import io.convoy.transport.TransportProblem;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Pairs per second of a whole evaluation of the dual over one block, so on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DualSweepBench {

  private static final int ROWS = 512;
  private static final int COLUMNS = 8192;

  @Param({"3", "128"})
  public int dimension;

  @Param({"FLOAT", "DOUBLE"})
  public Precision precision;

  private ForkJoinPool pool;
  private DualOracle oracle;
  private double[] potentials;
  private double epsilon;

  @Setup
  public void lay() {
    PointBlock rows = block(ROWS, 0);
    PointBlock columns = block(COLUMNS, 1);
    double[] middle = new double[dimension];
    Arrays.fill(middle, 0.5);
    pool = new ForkJoinPool(1);
    oracle =
        new DualOracle(
            new MemoryRunner<>(List.of(rows), pool),
            TransportProblem.balanced(
                PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, middle), columns.weights()),
            false);
    potentials = new double[COLUMNS];
    // a twentieth of the cost's standard deviation, which is sqrt(7 d / 180) between these clouds
    epsilon = 0.05 * Math.sqrt(7 * dimension / 180.0);
  }

  @TearDown
  public void clear() {
    oracle.close();
    pool.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * COLUMNS)
  public Evaluation evaluate() {
    return oracle.evaluate("benchmark", potentials, epsilon, precision);
  }

  private PointBlock block(int rows, int cloud) {
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    return precision == Precision.FLOAT
        ? PointBlock.of(0, dimension, Uniform.floats(rows, dimension, cloud), weights)
        : PointBlock.of(0, dimension, Uniform.doubles(rows, dimension, cloud), weights);
  }
}
