package io.convoy.mixture;

import java.util.Arrays;

/**
 * What performance at some sizes says of another: the line in the logarithm of the size, {@code
 * L(N) = C - alpha log N}, that fits them best. Of two sizes {@code N0 < N1} it is {@code (log(N /
 * N0) L(N1) - log(N / N1) L(N0)) / log(N1 / N0)}; of one size it is the performance there.
 *
 * @param sizes distinct, ascending
 * @param size the size to project to
 * @param coefficients what the performance at each of {@code sizes} counts; they sum to 1
 */
public record SizeProjection(double[] sizes, double size, double[] coefficients) {

  /**
   * Returns the projection.
   *
   * @throws IllegalArgumentException if sizes are none, not {@code > 0} or not ascending
   */
  public static SizeProjection of(double[] sizes, double size) {
    for (int k = 0; k < sizes.length; k++) {
      if (!(sizes[k] > 0) || (k > 0 && !(sizes[k] > sizes[k - 1]))) {
        throw new IllegalArgumentException(
            "sizes must be > 0, distinct and ascending, got " + Arrays.toString(sizes));
      }
    }
    if (sizes.length == 0 || !(size > 0)) {
      throw new IllegalArgumentException(
          "a size > 0 and one to project from are needed, got " + size);
    }
    double mean = Arrays.stream(sizes).map(Math::log).average().orElseThrow();
    double spread = Arrays.stream(sizes).map(n -> Math.log(n) - mean).map(off -> off * off).sum();
    double[] coefficients = new double[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      double along =
          spread > 0 ? (Math.log(size) - mean) * (Math.log(sizes[k]) - mean) / spread : 0;
      coefficients[k] = 1.0 / sizes.length + along;
    }
    return new SizeProjection(sizes, size, coefficients);
  }

  /**
   * Returns by what factor independent noise of equal size in each performance grows: the root of
   * the sum of squared coefficients.
   */
  public double noiseAmplification() {
    return Math.sqrt(Arrays.stream(coefficients).map(c -> c * c).sum());
  }

  /** Returns the projected function. */
  public Performance project(Performance[] performances) {
    Performance sum = Performance.none(performances[0].c1().length);
    for (int k = 0; k < coefficients.length; k++) {
      sum = sum.plus(coefficients[k], performances[k]);
    }
    return sum;
  }
}
