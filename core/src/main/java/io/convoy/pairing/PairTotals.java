package io.convoy.pairing;

import java.io.Serializable;

/**
 * What is known of many pairs together.
 *
 * @param rows number of pairs
 * @param batches number of batches
 * @param unsolved batches whose plan fell short of its tolerance
 * @param cost sum of the costs of the pairs
 * @param drawnCost sum of the costs that the rows would have with the partners in the order drawn
 * @param square sum of the squared lengths of the partners
 * @param dataSquare sum of the squared lengths of the rows
 * @param logWeight the largest logarithm of a weight, to which the next two are relative
 * @param weight sum of the weights
 * @param weightSquare sum of the squared weights
 */
public record PairTotals(
    long rows,
    long batches,
    long unsolved,
    double cost,
    double drawnCost,
    double square,
    double dataSquare,
    double logWeight,
    double weight,
    double weightSquare)
    implements Serializable {

  /** Returns these totals with other weights. */
  PairTotals weighted(double log, double sum, double squares) {
    return new PairTotals(
        rows, batches, unsolved, cost, drawnCost, square, dataSquare, log, sum, squares);
  }

  /** Returns the totals of both. */
  public PairTotals with(PairTotals other) {
    double highest = Math.max(logWeight, other.logWeight);
    double mine = Math.exp(logWeight - highest);
    double theirs = Math.exp(other.logWeight - highest);
    return new PairTotals(
        rows + other.rows,
        batches + other.batches,
        unsolved + other.unsolved,
        cost + other.cost,
        drawnCost + other.drawnCost,
        square + other.square,
        dataSquare + other.dataSquare,
        highest,
        mine * weight + theirs * other.weight,
        mine * mine * weightSquare + theirs * theirs * other.weightSquare);
  }

  /**
   * Returns the number of equally weighted pairs that would estimate a mean as well, {@code (sum
   * w)^2 / sum w^2} (Kish): the number of rows where weights are equal.
   */
  public double effectiveRows() {
    return weight * weight / weightSquare;
  }

  /** Returns the share of the drawn cost that pairing saves; 0 where there is no cost. */
  public double costCut() {
    return drawnCost == 0 ? 0 : 1 - cost / drawnCost;
  }
}
