package io.convoy.robust;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.util.Combinations;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * The mean of the {@code p - f} vectors that are least spread out, of all such choices. There are
 * {@code C(p, f)} of them, at most {@link #MOST}. Many have the same diameter, that of two vectors
 * they share; of these the one with the least sum of squared distances is taken.
 *
 * @param f liars tolerated
 * @param spread what is least
 */
public record Subsets(int f, Spread spread) implements RobustRule {

  /** The most choices that are tried. */
  public static final long MOST = 200_000;

  /** How far the vectors of a choice are spread out. */
  public enum Spread {
    /** The largest distance of two: minimum diameter averaging (MDA). */
    DIAMETER,
    /** The largest eigenvalue of their covariance (SMEA, Allouah et al., arXiv 2302.01772). */
    VARIANCE
  }

  @Override
  public Plan plan(Gram gram) {
    int p = gram.size();
    RobustRule.require(f >= 0 && f < p, "mda and smea", p, f, "0 <= f < p");
    double choices = CombinatoricsUtils.binomialCoefficientDouble(p, f);
    if (choices > MOST) {
      throw new IllegalArgumentException(
          "mda and smea try all choices of "
              + (p - f)
              + " out of "
              + p
              + " vectors, at most "
              + MOST
              + ", got "
              + (long) choices);
    }
    ToDoubleFunction<int[]> measure =
        spread == Spread.DIAMETER
            ? subset -> diameter(gram, subset)
            : subset -> variance(gram, subset);
    int[] best = null;
    double least = Double.POSITIVE_INFINITY;
    double leastSum = Double.POSITIVE_INFINITY;
    for (int[] subset : new Combinations(p, p - f)) {
      double found = measure.applyAsDouble(subset);
      if (best == null || found <= least) {
        double sum = sum(gram, subset);
        if (best == null || found < least || sum < leastSum) {
          best = subset.clone();
          least = found;
          leastSum = sum;
        }
      }
    }
    return Means.mean(p, best);
  }

  private static double diameter(Gram gram, int[] subset) {
    double largest = 0;
    for (int a = 0; a < subset.length; a++) {
      for (int b = 0; b < a; b++) {
        largest = Math.max(largest, gram.squaredDistance(subset[a], subset[b]));
      }
    }
    return largest;
  }

  private static double sum(Gram gram, int[] subset) {
    double sum = 0;
    for (int a = 0; a < subset.length; a++) {
      for (int b = 0; b < a; b++) {
        sum += gram.squaredDistance(subset[a], subset[b]);
      }
    }
    return sum;
  }

  private static double variance(Gram gram, int[] subset) {
    double[] equal = new double[subset.length];
    Arrays.fill(equal, 1.0 / subset.length);
    return top(Centred.of(gram, subset, equal).covariance()).value();
  }

  /** The largest eigenvalue and its unit vector. */
  record Top(double value, double[] vector) {}

  static Top top(double[][] symmetric) {
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(symmetric, false));
    double[] values = eigen.getRealEigenvalues(); // descending
    int top = 0;
    for (int k = 1; k < values.length; k++) {
      top = values[k] > values[top] ? k : top;
    }
    return new Top(values[top], eigen.getEigenvector(top).toArray());
  }
}
