package io.convoy.jobs.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.ludovic.netlib.blas.NativeBLAS;
import io.convoy.geometry.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rate of the machine's own matrix product, {@value #SIZE} x {@value #SIZE} x D, on a given
 * number of threads: the fastest of all rounds, in the better of two manners.
 *
 * <p>Either one call may use what threads the library starts, or as many calls as there are threads
 * compute a slice of the columns each. A library that occupies more cores than were given counts
 * with its rate per core times those given: its own threads can only be set before the process
 * starts (OPENBLAS_NUM_THREADS and the like).
 */
final class NativeGemm implements AutoCloseable {

  static final int SIZE = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(NativeGemm.class);

  /** Silent, because it warns of what the measurement itself says: that there is no library. */
  private static final java.util.logging.Logger NETLIB =
      java.util.logging.Logger.getLogger("dev.ludovic.netlib.blas.InstanceBuilder");

  /** The clock of a process's CPU time ticks a hundred times a second. */
  private static final long OCCUPANCY_NANOS = 300_000_000;

  /** OpenBLAS's idle threads spin for about 25 ms before they let go of their cores. */
  private static final long SETTLE_NANOS = 100_000_000;

  private final NativeBLAS blas;
  private final int dimension;
  private final boolean floats;
  private final ForkJoinPool pool;
  private final int threads;
  private final float[][] singles = new float[3][];
  private final double[][] doubles = new double[3][];
  private final Manner together = new Manner("one call");
  private final Manner apart;

  private NativeGemm(NativeBLAS blas, int dimension, Precision precision, int threads) {
    this.blas = blas;
    this.dimension = dimension;
    this.floats = precision == Precision.FLOAT;
    this.threads = threads;
    this.pool = new ForkJoinPool(threads);
    this.apart = new Manner(threads + " calls at once");
    int[] lengths = {SIZE * dimension, SIZE * dimension, SIZE * SIZE};
    SplittableRandom random = new SplittableRandom(0);
    for (int m = 0; m < lengths.length; m++) {
      if (floats) {
        singles[m] = new float[lengths[m]];
      } else {
        doubles[m] = new double[lengths[m]];
      }
      for (int i = 0; m < 2 && i < lengths[m]; i++) {
        if (floats) {
          singles[m][i] = (float) random.nextDouble();
        } else {
          doubles[m][i] = random.nextDouble();
        }
      }
    }
  }

  /** Returns the measurement, warmed up; nothing where there is no native library to measure. */
  static Optional<NativeGemm> find(int dimension, Precision precision, int threads) {
    NETLIB.setLevel(Level.OFF);
    try {
      NativeGemm gemm = new NativeGemm(NativeBLAS.getInstance(), dimension, precision, threads);
      gemm.occupancy(gemm.together, gemm::whole);
      gemm.occupancy(gemm.apart, gemm::slices);
      return Optional.of(gemm);
    } catch (RuntimeException | LinkageError absent) {
      LOG.info("no native BLAS: {}", absent.toString());
      return Optional.empty();
    }
  }

  /** How the product is shared out, and how it did. */
  private static final class Manner {
    private final String name;
    private double share = 1;
    private double cores;
    private double fastest = Double.POSITIVE_INFINITY;

    Manner(String name) {
      this.name = name;
    }

    double rate(double flops) {
      return share * flops / fastest;
    }
  }

  /** Measures both manners once. */
  void round() {
    time(together, this::whole);
    time(apart, this::slices);
    LockSupport.parkNanos(SETTLE_NANOS);
  }

  /** Returns the multiplications and additions per second of the better manner. */
  double flopsPerSecond() {
    return best().rate(2.0 * SIZE * SIZE * dimension);
  }

  /** Returns what was measured, in words. */
  String description() {
    Manner best = best();
    return (floats ? "sgemm" : "dgemm")
        + " of "
        + library()
        + ", "
        + best.name
        + (best.share < 1
            ? ", scaled from the %.1f cores that it took to %d".formatted(best.cores, threads)
            : "");
  }

  @Override
  public void close() {
    pool.shutdown();
  }

  private Manner best() {
    return together.rate(1) >= apart.rate(1) ? together : apart;
  }

  private static void time(Manner manner, Runnable product) {
    long began = System.nanoTime();
    product.run();
    manner.fastest = Math.min(manner.fastest, (System.nanoTime() - began) / 1e9);
  }

  /** Runs {@code product} until it is known how many cores it takes; more than given cost it. */
  private void occupancy(Manner manner, Runnable product) {
    product.run();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long began = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    long nanos;
    do {
      product.run();
      nanos = System.nanoTime() - began;
    } while (nanos < OCCUPANCY_NANOS);
    manner.cores = (system.getProcessCpuTime() - cpu) / (double) nanos;
    // a tenth is for the clock's ticks and for what the JVM does beside it
    manner.share = manner.cores > 1.1 * threads ? threads / manner.cores : 1;
  }

  private void whole() {
    product(0, SIZE);
  }

  private void slices() {
    pool.submit(
            () ->
                ForkJoinTask.invokeAll(
                    IntStream.range(0, threads)
                        .mapToObj(
                            t ->
                                ForkJoinTask.adapt(
                                    () -> product(bound(t), bound(t + 1) - bound(t))))
                        .toList()))
        .join();
  }

  private int bound(int slice) {
    return (int) ((long) SIZE * slice / threads);
  }

  /** Computes {@code count} columns from {@code from} on; matrices are stored by columns. */
  private void product(int from, int count) {
    int d = dimension;
    int b = from * d;
    int c = from * SIZE;
    if (floats) {
      float[][] m = singles;
      blas.sgemm("N", "N", SIZE, count, d, 1f, m[0], 0, SIZE, m[1], b, d, 0f, m[2], c, SIZE);
    } else {
      double[][] m = doubles;
      blas.dgemm("N", "N", SIZE, count, d, 1.0, m[0], 0, SIZE, m[1], b, d, 0.0, m[2], c, SIZE);
    }
  }

  /** Returns the file of the library, which on Linux the process's memory map names. */
  private static String library() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .map(line -> line.substring(line.lastIndexOf('/') + 1))
          .filter(file -> file.matches("lib(?!netlib).*(blas|mkl|atlas).*\\.so.*"))
          // with OpenBLAS libblas.so.3 is a shell around the library that does the work
          .max(Comparator.comparing(file -> !file.startsWith("libblas")))
          .orElse("the native library");
    } catch (IOException | UncheckedIOException noMap) {
      return "the native library";
    }
  }
}
