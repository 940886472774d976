package io.convoy.spark.table;

import io.convoy.spark.run.Bytes;
import io.convoy.spark.run.EngineLimitException;
import java.util.function.LongSupplier;

/** How much room a table takes, and whether there is so much. */
record TableSize(String name, long rows, int dimension, boolean floats) {

  /** Virtual machines do not make arrays of quite 2^31 - 1 elements. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** Returns about the bytes of coordinates, weights and ids. */
  long bytes() {
    long row = (long) dimension * (floats ? Float.BYTES : Double.BYTES) + 2 * Double.BYTES;
    return Math.multiplyExact(rows, row);
  }

  /**
   * Checks that the coordinates fit one array.
   *
   * @throws EngineLimitException if not
   */
  void requireOneArray() {
    if (Math.multiplyExact(rows, (long) dimension) > LONGEST_ARRAY) {
      throw new EngineLimitException(
          what()
              + " need "
              + Bytes.text(bytes())
              + " in one piece, which holds at most "
              + LONGEST_ARRAY
              + " coordinates; use fewer rows or fewer features");
    }
  }

  /**
   * Checks that the table fits the driver's memory.
   *
   * @param copies how often it will be there at a time
   * @param left how many bytes are left
   * @throws EngineLimitException if it does not
   */
  void requireMemory(int copies, LongSupplier left) {
    long needed = Math.multiplyExact(copies, bytes());
    if (needed > left.getAsLong()) {
      System.gc(); // garbage counts as used until it is collected
      long free = left.getAsLong();
      if (needed > free) {
        throw new EngineLimitException(
            what()
                + " need "
                + Bytes.text(needed)
                + " of memory on the driver, which has "
                + Bytes.text(free)
                + " left; give it more with --driver-memory");
      }
    }
  }

  private String what() {
    return name + ": " + rows + " rows of " + dimension + " coordinates";
  }

  /** Returns how many bytes this process can still take. */
  static long driverMemory() {
    Runtime vm = Runtime.getRuntime();
    return vm.maxMemory() - vm.totalMemory() + vm.freeMemory();
  }
}
