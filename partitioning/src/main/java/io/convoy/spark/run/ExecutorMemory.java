package io.convoy.spark.run;

import org.apache.spark.api.java.JavaSparkContext;

/**
 * What an executor has, as the cluster was asked for it. In local mode the driver is the only
 * executor.
 *
 * @param isDriver whether tasks run in the driver
 * @param bytes the heap of an executor
 * @param cores how many tasks an executor runs at a time, at least: a standalone cluster that is
 *     not told gives all of a worker's, which the driver does not know
 */
public record ExecutorMemory(boolean isDriver, long bytes, int cores) {

  /** The name of the setting that gives more. */
  public static final String SETTING = "spark.executor.memory";

  /** What Spark keeps for itself, and as much for what a JVM needs beside data. */
  private static final long BASE = 300L << 20;

  /** Returns what the executors of an application have. */
  public static ExecutorMemory of(JavaSparkContext spark) {
    Runtime vm = Runtime.getRuntime();
    if (spark.sc().isLocal()) {
      return new ExecutorMemory(true, vm.maxMemory(), vm.availableProcessors());
    }
    return new ExecutorMemory(
        false,
        spark.getConf().getSizeAsBytes(SETTING, "1g"),
        Math.max(1, spark.getConf().getInt("spark.executor.cores", 1)));
  }

  /**
   * Checks that an executor can hold what is about to be sent to it whole: the pieces in which it
   * arrives, the object made of them, and the copies that tasks open.
   *
   * @param what names it in a sentence
   * @param size its bytes
   * @param opened whether every task opens a copy of its own
   * @throws EngineLimitException if it cannot
   */
  public void requireRoom(String what, long size, boolean opened) {
    long needed = BASE + size * (opened ? 2L + cores : 2L);
    if (!isDriver && needed > bytes) {
      throw new EngineLimitException(
          what
              + " takes "
              + Bytes.text(size)
              + " and goes whole to every executor, which needs "
              + Bytes.text(needed)
              + " for it and has "
              + Bytes.text(bytes)
              + "; give --conf "
              + SETTING
              + "="
              + ((needed >> 20) + 1)
              + "m");
    }
  }
}
