package io.convoy.jobs.work;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.spark.run.ExecutorMemory;

/**
 * What the columns of a problem take in a process that sweeps over them: they are on the driver and
 * broadcast whole to every executor, unlike the rows.
 *
 * @param bytes an estimate from above
 */
public record MemoryNeed(long bytes) {

  /** What Spark and the JVM need beside it. */
  private static final long BASE = 300L << 20;

  /** Returns the need of a process that holds {@code data} bytes. */
  public static MemoryNeed of(long data) {
    return new MemoryNeed(BASE + data);
  }

  /**
   * Returns the need of {@code columns} points: their coordinates as read, packed in float and in
   * double, a dozen vectors of the solver, and per thread a tile and its copy.
   */
  public static MemoryNeed ofColumns(long columns, int dimension, int threads) {
    long points = columns * dimension * (Double.BYTES + Float.BYTES + Double.BYTES);
    long vectors = 12 * columns * Double.BYTES;
    long row = columns * Double.BYTES;
    long tile = Math.max(Math.min(64 * row, 64L << 20), 8 * row);
    long perThread = 12 * row + 2 * tile;
    return new MemoryNeed(BASE + points + vectors + threads * perThread);
  }

  /** Returns this need and that of some bytes more. */
  public MemoryNeed and(long more) {
    return new MemoryNeed(bytes + more);
  }

  /**
   * Passes if the processes that sweep over so many columns have the memory: the driver, and where
   * tasks run elsewhere the executors.
   *
   * @param onDriver whether the sweeps run in the driver although there are executors
   * @throws JobFailure with {@link ExitCode#INFEASIBLE}, naming the need and the remedies
   */
  public static MemoryNeed checkColumns(
      long columns, int dimension, int driverThreads, boolean onDriver, ExecutorMemory executors) {
    boolean elsewhere = !onDriver && !executors.isDriver();
    MemoryNeed driver = ofColumns(columns, dimension, elsewhere ? 1 : driverThreads);
    driver.check();
    if (elsewhere) {
      ofColumns(columns, dimension, executors.cores()).checkExecutor(executors.bytes());
    }
    return driver;
  }

  void checkExecutor(long heap) {
    if (bytes > heap) {
      throw onExecutor(
          "every executor holds all target rows (with --divergence, all source rows too)",
          heap,
          ", or make the smaller table the target");
    }
  }

  /**
   * Passes if this process has the memory for that many bytes of stored costs too.
   *
   * @throws JobFailure with {@link ExitCode#INFEASIBLE}, naming the need and the remedies
   */
  public void checkStored(long stored) {
    checkStored(stored, Runtime.getRuntime().maxMemory());
  }

  void checkStored(long stored, long heap) {
    if (stored > heap - bytes) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "not enough memory: the costs of all pairs take "
              + megabytes(stored)
              + " MB and the rest about "
              + megabytes(bytes)
              + " MB, and the driver has "
              + (heap >> 20)
              + " MB; give --store off, or --driver-memory "
              + (megabytes(stored) + megabytes(bytes) + 512)
              + "m",
          null);
    }
  }

  /**
   * Passes if this process has the memory.
   *
   * @throws JobFailure with {@link ExitCode#INFEASIBLE}, naming the need and the remedies
   */
  public void check() {
    check(
        "every process holds all target rows (with --divergence, all source rows too)",
        " (and executors as much), or make the smaller table the target",
        Runtime.getRuntime().maxMemory());
  }

  /**
   * Passes if this process has the memory; {@code holds} says of what, in a sentence.
   *
   * @throws JobFailure with {@link ExitCode#INFEASIBLE}, naming the need and the remedy
   */
  public void check(String holds) {
    check(holds, "", Runtime.getRuntime().maxMemory());
  }

  /**
   * Passes if the processes that run tasks have the memory; {@code holds} says of what, in a
   * sentence.
   *
   * @throws JobFailure with {@link ExitCode#INFEASIBLE}, naming the need and the remedy
   */
  public void check(String holds, ExecutorMemory executors) {
    if (executors.isDriver()) {
      check(holds);
    } else if (bytes > executors.bytes()) {
      throw onExecutor(holds, executors.bytes(), "");
    }
  }

  private JobFailure onExecutor(String holds, long heap, String remedy) {
    return new JobFailure(
        ExitCode.INFEASIBLE,
        "not enough memory: "
            + holds
            + ", which needs about "
            + megabytes(bytes)
            + " MB, and an executor has "
            + (heap >> 20)
            + " MB; give --conf "
            + ExecutorMemory.SETTING
            + "="
            + (megabytes(bytes) + 512)
            + "m"
            + remedy,
        null);
  }

  void check(String holds, String remedy, long heap) {
    if (bytes > heap) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "not enough memory: "
              + holds
              + ", which needs about "
              + megabytes(bytes)
              + " MB, and the driver has "
              + (heap >> 20)
              + " MB; give --driver-memory "
              + (megabytes(bytes) + 512)
              + "m"
              + remedy,
          null);
    }
  }

  private static long megabytes(long bytes) {
    return (bytes >> 20) + 1;
  }
}
