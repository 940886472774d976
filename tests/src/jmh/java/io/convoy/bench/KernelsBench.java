package io.convoy.bench;

import io.convoy.numerics.FloatKernels;
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

/** Pairs per second of each kernel in float over one strip of columns, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KernelsBench {

  private static final int GROUPS = 4;
  private static final int ROWS = GROUPS * Kernels.GROUP;
  private static final int COLUMNS = FloatKernels.STRIP * Kernels.PANEL;
  private static final int PAIRS = ROWS * COLUMNS;

  @Param({"3", "128", "768"})
  public int dimension;

  @Param({"vector", "scalar"})
  public String provider;

  private final int stride = Kernels.stride(COLUMNS);
  private final int[] list = Kernels.allPanels(FloatKernels.STRIP);
  private final float[] bias = new float[COLUMNS];
  private final float[] weight = new float[COLUMNS];
  private final float[] sums = new float[COLUMNS];
  private final float[] max = new float[ROWS];
  private final float[] factors = new float[ROWS];
  private final double[] rowSums = new double[ROWS];
  private final float[] tile = new float[ROWS * stride];
  private FloatKernels kernels;
  private float[] x;
  private float[] panels;

  @Setup
  public void fill() {
    kernels =
        (provider.equals("vector") ? Kernels.vector().orElseThrow() : Kernels.scalar()).floats();
    SplittableRandom random = new SplittableRandom(1);
    x = floats(random, ROWS * dimension);
    panels = floats(random, COLUMNS * dimension);
    Arrays.fill(weight, 1);
    Arrays.fill(factors, 1e-6f);
  }

  private static float[] floats(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public float[] product() {
    kernels.product(
        x, 0, GROUPS, dimension, panels, bias, list, 0, list.length, tile, 0, stride, max);
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public float[] distance() {
    kernels.distance(
        x, 0, GROUPS, dimension, panels, 2, 2, bias, list, 0, list.length, tile, 0, stride, max);
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public float[] manhattan() {
    kernels.distance(
        x, 0, GROUPS, dimension, panels, 1, 2, bias, list, 0, list.length, tile, 0, stride, max);
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] powers() {
    for (int g = 0; g < GROUPS; g++) {
      kernels.powers(
          x,
          g,
          dimension,
          panels,
          bias,
          weight,
          list,
          0,
          list.length,
          max,
          tile,
          g * Kernels.GROUP * stride,
          stride,
          rowSums);
    }
    return rowSums;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] productPowers() {
    kernels.productPowers(
        x,
        0,
        GROUPS,
        dimension,
        panels,
        bias,
        weight,
        list,
        0,
        list.length,
        max,
        tile,
        0,
        stride,
        rowSums);
    return rowSums;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public double[] sumPowers() {
    for (int g = 0; g < GROUPS; g++) {
      kernels.sumPowers(
          x, g, dimension, panels, bias, weight, list, 0, list.length, max, rowSums);
    }
    return rowSums;
  }

  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public float[] spreadPowers() {
    for (int g = 0; g < GROUPS; g++) {
      kernels.spreadPowers(x, g, dimension, panels, bias, list, 0, list.length, max, factors, sums);
    }
    return sums;
  }

  /** A stored product takes this in place of being computed; the entries settle at 0. */
  @Benchmark
  @OperationsPerInvocation(PAIRS)
  public float[] affine() {
    kernels.affine(tile, 0, ROWS, stride, 0.5f, bias, list, 0, list.length, max);
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
  public float[] accumulate() {
    for (int g = 0; g < GROUPS; g++) {
      int at = g * Kernels.GROUP * stride;
      kernels.accumulate(tile, at, stride, factors, g, list, 0, list.length, sums);
    }
    return sums;
  }
}
