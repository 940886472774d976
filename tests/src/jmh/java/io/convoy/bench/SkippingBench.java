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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Seconds of an evaluation of the dual over one block at small epsilon, with and without bounds: in
 * three dimensions they leave out most pairs, in sixteen they are found not to pay.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SkippingBench {

  private static final int ROWS = 8192;
  private static final int COLUMNS = 65_536;

  @Param({"3", "16"})
  public int dimension;

  @Param({"true", "false"})
  public boolean skips;

  private ForkJoinPool pool;
  private DualOracle oracle;

  @Setup
  public void lay() {
    double[] middle = new double[dimension];
    Arrays.fill(middle, 0.5);
    PointBlock columns = block(COLUMNS, 1);
    pool = new ForkJoinPool(1);
    oracle =
        new DualOracle(
            new MemoryRunner<>(List.of(block(ROWS, 0)), pool),
            TransportProblem.balanced(
                PointCloud.of(GroundCost.SQUARED_EUCLIDEAN, columns, middle), columns.weights()),
            skips);
  }

  @TearDown
  public void clear() {
    oracle.close();
    pool.shutdown();
  }

  @Benchmark
  public Evaluation evaluate() {
    return oracle.evaluate("benchmark", new double[COLUMNS], 5e-4, Precision.FLOAT);
  }

  private PointBlock block(int rows, int cloud) {
    double[] weights = new double[rows];
    Arrays.fill(weights, 1.0 / rows);
    return PointBlock.of(0, dimension, Uniform.floats(rows, dimension, cloud), weights);
  }
}
