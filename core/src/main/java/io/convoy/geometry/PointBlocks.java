package io.convoy.geometry;

import io.convoy.iterate.OrderedTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the rows of a table fall into blocks, so that a table has the same blocks wherever it is held
 * and everything computed from them has the same bits.
 */
public final class PointBlocks {

  private static final int LEAST_ROWS = 64;
  private static final int MOST_ROWS = 4096;
  private static final int ROW_STEP = 16;
  private static final int BLOCKS_WISHED = 64;

  private PointBlocks() {}

  /**
   * Returns the number of rows of a block: a 64th of the table, rounded up to a multiple of 16, at
   * least 64 and at most 4096. A function of the number of rows alone, so that it never depends on
   * where a table is read.
   */
  public static int rowsPerBlock(long rows) {
    long share = (rows + BLOCKS_WISHED - 1) / BLOCKS_WISHED;
    long rounded = (share + ROW_STEP - 1) / ROW_STEP * ROW_STEP;
    return (int) Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rounded));
  }

  /** Returns a table's rows in blocks, in their order. */
  public static List<PointBlock> cut(PointBlock whole) {
    int[] order = new int[whole.rows()];
    Arrays.setAll(order, row -> row);
    return cut(whole, order);
  }

  /**
   * Returns a table's rows in blocks, in another order.
   *
   * @param order which row stands at each place
   */
  public static List<PointBlock> cut(PointBlock whole, int[] order) {
    int each = rowsPerBlock(order.length);
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < order.length; from += each) {
      int to = Math.min(order.length, from + each);
      blocks.add(whole.pick(blocks.size(), Arrays.copyOfRange(order, from, to)));
    }
    return blocks;
  }

  /** Returns a table's rows in blocks, in spatial order. */
  public static List<PointBlock> inSpace(PointBlock whole, SpatialRows space) {
    return cut(whole, space.order(cut(whole).stream().map(b -> space.visit("", b)).toList()));
  }

  /**
   * Returns a table with its weights scaled to sum to 1. The sum is taken as a sweep takes it: row
   * after row in a block, along the tree between blocks.
   */
  public static PointBlock normalised(PointBlock whole) {
    OrderedTree<Double> sum = new OrderedTree<>(Double::sum);
    for (PointBlock block : cut(whole)) {
      double part = 0;
      for (int row = 0; row < block.rows(); row++) {
        part += block.weight(row);
      }
      sum.add(part);
    }
    return whole.withWeightsTimes(1 / sum.result());
  }
}
