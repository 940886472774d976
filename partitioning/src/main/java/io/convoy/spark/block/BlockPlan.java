package io.convoy.spark.block;

import io.convoy.geometry.PointBlocks;
import io.convoy.iterate.OrderedTree;
import io.convoy.spark.run.SparkRunner;
import java.io.Serializable;

/**
 * How the rows of a table fall into blocks and the blocks into partitions.
 *
 * @param rows the number of rows
 * @param blockRows the number of rows of every block but the last
 * @param run the number of blocks of every partition but the last, a power of two
 */
public record BlockPlan(long rows, int blockRows, int run) implements Serializable {

  /** A task with fewer rows costs the engine more than the work it holds. */
  private static final int ROWS_WORTH_A_TASK = 512;

  /**
   * Returns the plan.
   *
   * @param tasks the number of partitions there should at least be, as far as there are blocks
   */
  public static BlockPlan of(long rows, int tasks) {
    return ofBlocks(rows, PointBlocks.rowsPerBlock(rows), tasks);
  }

  /** Returns the plan of blocks of {@code blockRows}; see {@link #of}. */
  public static BlockPlan ofBlocks(long rows, int blockRows, int tasks) {
    int count = count(rows, blockRows);
    return new BlockPlan(rows, blockRows, OrderedTree.leavesPerPart(count, Math.min(tasks, count)));
  }

  /** Returns how many tasks suit a table where {@code parallelism} of them run at once. */
  public static int suitedTasks(long rows, int parallelism) {
    return (int) Math.max(1, Math.min(2L * parallelism, rows / ROWS_WORTH_A_TASK));
  }

  private static int count(long rows, int blockRows) {
    return Math.toIntExact((rows + blockRows - 1) / blockRows);
  }

  /** Returns the number of blocks. */
  public int blocks() {
    return count(rows, blockRows);
  }

  /** Returns the number of partitions. */
  public int parts() {
    return SparkRunner.parts(blocks(), run);
  }

  /** Returns the number of rows of every partition but the last. */
  long partRows() {
    return (long) run * blockRows;
  }
}
