package io.convoy.transport.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Weights as whole numbers of units, the same total on both sides.
 *
 * @param rows units per row
 * @param columns units per column
 * @param total their sum
 */
record Supplies(long[] rows, long[] columns, long total) {

  /** Units of a problem whose weights differ: a rounding of weights less than their own. */
  private static final long UNITS = 1L << 50;

  /** Returns the supplies that are proportional to the weights, exactly so for equal weights. */
  static Supplies of(double[] rowWeights, double[] columnWeights) {
    if (allEqual(rowWeights) && allEqual(columnWeights)) {
      long n = rowWeights.length;
      long m = columnWeights.length;
      long common = BigInteger.valueOf(n).gcd(BigInteger.valueOf(m)).longValueExact();
      return new Supplies(
          filled(rowWeights.length, m / common),
          filled(columnWeights.length, n / common),
          n * (m / common));
    }
    return new Supplies(rounded(rowWeights), rounded(columnWeights), UNITS);
  }

  /**
   * Returns units that sum to {@link #UNITS}: differences of the rounded cumulated weights, so that
   * no rounding adds up.
   */
  private static long[] rounded(double[] weights) {
    double total = Arrays.stream(weights).sum();
    long[] units = new long[weights.length];
    double cumulated = 0;
    long before = 0;
    int last = 0;
    for (int i = 0; i < units.length; i++) {
      cumulated += weights[i];
      long upTo = Math.min(UNITS, Math.round(cumulated / total * UNITS));
      units[i] = upTo - before;
      before = upTo;
      last = weights[i] > 0 ? i : last;
    }
    units[last] += UNITS - before; // what the rounding of the sums left
    return units;
  }

  private static boolean allEqual(double[] weights) {
    return Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
  }

  private static long[] filled(int count, long units) {
    long[] filled = new long[count];
    Arrays.fill(filled, units);
    return filled;
  }
}
