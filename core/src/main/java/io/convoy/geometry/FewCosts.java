package io.convoy.geometry;

/** The costs from rows to a few columns, pair by pair, in double. One thread's. */
@FunctionalInterface
public interface FewCosts {

  /** Writes the costs of a row of a block, in the order in which the columns were asked for. */
  void write(PointBlock block, int row, double[] costs);
}
