package io.convoy.bench;

import io.convoy.numerics.DoubleKernels;
import io.convoy.numerics.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
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

/** Pairs per second of each kernel in double over a thousand columns, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DoubleKernelsBench {

  private static final int PANELS = 32;
  private static final int GROUPS = 4;
  private static final int ROWS = GROUPS * Kernels.GROUP;
  private static final int COLUMNS = PANELS * Kernels.PANEL;
  private static final int PAIRS = ROWS * COLUMNS;

  @Param({"3", "128", "768"})
  public int dimension;

  @Param({"vector", "scalar"})
  public String provider;

  private final int stride = Kernels.stride(COLUMNS);
  private final int[] list = Kernels.allPanels(PANELS);
  private final double[] bias = new double[COLUMNS];
  private final double[] weight = new double[COLUMNS];
  private final double[] sums = new double[COLUMNS];
  private final double[] max = new double[ROWS];
  private final double[] factors = new double[ROWS];
  private final double[] five = new double[DoubleKernels.POWER_SUMS];
  private final double[] tile = new double[ROWS * stride];
  private DoubleKernels kernels;
  private double[] x;
  private double[] panels;

  @Setup
  public void fill() {
    kernels =
        (provider.equals("vector") ? Kernels.vector().orElseThrow() : Kernels.scalar()).doubles();
    SplittableRandom random = new SplittableRandom(1);
    x = doubles(random, ROWS * dimension);
    panels = doubles(random, COLUMNS * dimension);
    Arrays.fill(weight, 1);
    Arrays.fill(factors, 1e-6);
  }

  private static double[] doubles(SplittableRandom random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextDouble(-1, 1);
    }
    return values;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] product() {
    kernels.product(
        x, 0, GROUPS, dimension, panels, bias, list, 0, list.length, tile, 0, stride, max);
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] distance() {
    kernels.distance(
        x, 0, GROUPS, dimension, panels, 2, 2, bias, list, 0, list.length, tile, 0, stride, max);
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] manhattan() {
    kernels.distance(
        x, 0, GROUPS, dimension, panels, 1, 2, bias, list, 0, list.length, tile, 0, stride, max);
    return tile;
  }

  /** A stored product takes this in place of being computed; the entries settle at 0. */
  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] affine() {
    kernels.affine(tile, 0, ROWS, stride, 0.5, bias, list, 0, list.length, max);
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double exponentiate() {
    double sum = 0;
    for (int r = 0; r < ROWS; r++) {
      sum += kernels.exponentiate(tile, r * stride, 1, weight, list, 0, list.length);
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] accumulate() {
    for (int g = 0; g < GROUPS; g++) {
      int at = g * Kernels.GROUP * stride;
      kernels.accumulate(tile, at, stride, factors, g, list, 0, list.length, sums);
    }
    return sums;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] powerSums() {
    for (int r = 0; r < ROWS; r++) {
      kernels.powerSums(tile, tile, r * stride, bias, weight, list, 0, list.length, five);
    }
    return five;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double minAffine() {
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < ROWS; r++) {
      least = Math.min(least, kernels.minAffine(tile, r * stride, 2, bias, list, 0, list.length));
    }
    return least;
  }
}
