package io.convoy.transport;

import io.convoy.geometry.DoubleTile;
import io.convoy.geometry.Exponents;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Mean, variance and range of the cost over all pairs, weighted by {@code a_i b_j}: the scale of a
 * problem.
 *
 * <p>Costs that are a product in disguise have these in closed form, from the moments of either
 * side: of few dimensions this is used, {@code O((n + m) d^2)}, and the range is then a bound. Of
 * others one sweep in double sees all pairs.
 *
 * @param weight sum of the weights of the pairs
 * @param mean weighted mean of the cost
 * @param squares weighted sum of squared deviations from the mean
 * @param min smallest cost, or below it
 * @param max largest cost, or above it
 */
public record CostMoments(double weight, double mean, double squares, double min, double max)
    implements Serializable {

  /** Returns the cost's weighted standard deviation. */
  public double deviation() {
    return Math.sqrt(squares / weight);
  }

  /** Returns the largest difference of two costs. */
  public double range() {
    return max - min;
  }

  /** Returns by what exponents in float may err: about {@code 2^-24} of their range. */
  public double floatError(double epsilon) {
    return Math.scalb(range() / (epsilon * Exponents.LN_2), -24);
  }

  /** Returns the moments of the oracle's costs. */
  public static CostMoments of(DualOracle oracle) {
    return ProductMoments.of(oracle).orElseGet(() -> ofPairs(oracle));
  }

  /** Returns the moments as a sweep over all pairs finds them. */
  static CostMoments ofPairs(DualOracle oracle) {
    return oracle
        .rows()
        .run("cost moments", new OfRows(oracle.shared()), "the cost needs no state");
  }

  private CostMoments with(double w, double m, double sq, double lowest, double highest) {
    double total = weight + w;
    if (!(total > 0)) {
      return new CostMoments(0, 0, 0, Math.min(min, lowest), Math.max(max, highest));
    }
    double share = w / total;
    double difference = m - mean;
    return new CostMoments(
        total,
        mean + difference * share,
        squares + sq + difference * difference * weight * share,
        Math.min(min, lowest),
        Math.max(max, highest));
  }

  private record OfRows(Shared<ProblemOnSite> problem)
      implements Sweep<PointBlock, String, CostMoments> {

    @Override
    public CostMoments visit(String state, PointBlock block) {
      TransportProblem fixed = problem.value().problem();
      Exponents exponents = Exponents.ofCost(fixed.geometry());
      DoubleTile tile = exponents.openDouble();
      double[] b = exponents.laidOut(fixed.columnWeights(), 0);
      // twice the filler, so that a filler, itself hugely negative, is never the least exponent
      double[] fillersLast = exponents.laidOut(new double[fixed.columns()], 2e30);
      double total = Arrays.stream(fixed.columnWeights()).sum();
      CostMoments moments =
          new CostMoments(0, 0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      double[] entries = {};
      for (int row = 0; row < block.rows(); ) {
        int count = tile.load(block, row);
        entries = tile.copy(entries);
        for (int r = 0; r < count; r++, row++) {
          double part = tile.rowPart(r) - tile.shift();
          double first = tile.dot(r, b) / total;
          double second = tile.dot(r, entries, b) / total;
          double a = block.weight(row);
          moments =
              moments.with(
                  a * total,
                  part - first,
                  a * total * Math.max(0, second - first * first),
                  tile.rowPart(r) - tile.peak(r),
                  part - tile.minAffine(r, -1, fillersLast));
        }
      }
      return moments;
    }

    @Override
    public CostMoments merge(CostMoments left, CostMoments right) {
      return left.with(right.weight, right.mean, right.squares, right.min, right.max);
    }
  }
}
