package io.convoy.spark.train;

import io.convoy.random.SeedStream;
import java.io.Serializable;

/** Which worker a row belongs to. A worker stands for what fails together. */
public sealed interface Assignment extends Serializable {

  /** One per value of a column, in the order of their texts. */
  record ByColumn(String column) implements Assignment {}

  /**
   * Groups of files in the order of their paths; if there are fewer files than workers, runs of
   * rows in that order.
   *
   * @param workers number of groups, {@code >= 1}
   */
  record ByFiles(int workers) implements Assignment {}

  /**
   * Runs of so many rows in the order of the files.
   *
   * @param rows of a run but the last, {@code >= 1}
   */
  record ByPlace(int rows) implements Assignment {}

  /**
   * By chance, a function of a row's key and label: no failure domain, for judging rules only.
   *
   * @param workers their number, {@code >= 1}
   * @param seeds of the chance
   * @param shares {@code shares[c][i]}, the share of the rows of class c that worker i has; one row
   *     for all classes if they do not matter
   * @param sorted share of the rows that are not spread but dealt out by class, in 0 to 1
   */
  record ByChance(int workers, SeedStream seeds, double[][] shares, double sorted)
      implements Assignment {

    /** Iteration number that no other use of the seed has. */
    private static final long DRAW = -11;

    /**
     * Returns the worker of a row.
     *
     * @param before number of rows of lower classes
     * @param own number of rows of its class
     * @param all number of rows
     */
    int of(long key, double label, long before, long own, long all) {
      var random = seeds.at(DRAW, key);
      double u = random.nextDouble();
      if (random.nextDouble() < sorted) {
        return Math.min(workers - 1, (int) ((before + u * own) / all * workers));
      }
      double[] share = shares[shares.length == 1 || Double.isNaN(label) ? 0 : (int) label];
      for (int i = 0; i < workers - 1; i++) {
        u -= share[i];
        if (u < 0) {
          return i;
        }
      }
      return workers - 1;
    }
  }
}
