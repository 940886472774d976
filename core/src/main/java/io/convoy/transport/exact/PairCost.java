package io.convoy.transport.exact;

/** The cost of moving one unit of mass from a row to a column. */
@FunctionalInterface
public interface PairCost {

  /** Returns the cost, finite; equal arguments give equal results. */
  double of(int row, int column);
}
