package io.convoy.jobs.transport;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;

/**
 * What the columns of a problem take in a process that sweeps over them: they are on the driver and
 * broadcast whole to every executor, unlike the rows.
 *
 * @param bytes an estimate from above
 */
record MemoryNeed(long bytes) {

  /** What Spark and the JVM need beside it. */
  private static final long BASE = 300L << 20;

  /**
   * Returns the need of {@code columns} points: their coordinates as read, packed in float and in
   * double, a dozen vectors of the solver, and per thread a tile and its copy.
   */
  static MemoryNeed ofColumns(long columns, int dimension, int threads) {
    long points = columns * dimension * (Double.BYTES + Float.BYTES + Double.BYTES);
    long vectors = 12 * columns * Double.BYTES;
    long perThread = 12 * columns * Double.BYTES + (64L << 20);
    return new MemoryNeed(BASE + points + vectors + threads * perThread);
  }

  /**
   * Passes if this process has the memory.
   *
   * @throws JobFailure with {@link ExitCode#INFEASIBLE}, naming the need and the remedies
   */
  void check() {
    check(Runtime.getRuntime().maxMemory());
  }

  void check(long heap) {
    if (bytes > heap) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "not enough memory: every process holds all target rows, which needs about "
              + megabytes(bytes)
              + " MB, and the driver has "
              + megabytes(heap)
              + " MB; give --driver-memory "
              + (megabytes(bytes) + 512)
              + "m (and executors as much), or make the smaller table the target",
          null);
    }
  }

  private static long megabytes(long bytes) {
    return (bytes >> 20) + 1;
  }
}
