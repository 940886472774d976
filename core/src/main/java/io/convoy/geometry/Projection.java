package io.convoy.geometry;

import java.io.Serializable;

/**
 * The shadow of points on at most three orthonormal directions, along which a cloud spreads most.
 *
 * <p>No two points are farther apart in the shadow than in space, but for a factor {@code 1 +
 * 2^-45}: so a distance between shadows bounds a distance from below. The directions are the
 * coordinates themselves where there are no more than three, otherwise the leading principal
 * directions of a sample, by orthogonal iteration (Golub and Van Loan, Matrix Computations, section
 * 7.3.2). How well they are converged matters for what the bound is worth, not for its truth.
 */
final class Projection implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The largest number of directions. */
  static final int DIRECTIONS = 3;

  private static final int SAMPLE = 4096;
  private static final int STEPS = 30;

  /** A rest this small after orthogonalisation is rounding error and not a direction. */
  private static final double NOTHING = 1e-10;

  private final double[] centre;
  private final double[][] directions;

  private Projection(double[] centre, double[][] directions) {
    this.centre = centre;
    this.directions = directions;
  }

  /** Returns the projection that suits {@code points}; it takes any point of their dimension. */
  static Projection of(PointBlock points) {
    int d = points.dimension();
    int n = points.rows();
    int count = Math.min(n, SAMPLE);
    double[][] sample = new double[count][d];
    double[] centre = new double[d];
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * n / count);
      for (int k = 0; k < d; k++) {
        sample[i][k] = points.coordinate(row, k);
        centre[k] += (sample[i][k] - centre[k]) / (i + 1);
      }
    }
    if (d <= DIRECTIONS) {
      return new Projection(centre, axes(d));
    }
    for (double[] point : sample) {
      for (int k = 0; k < d; k++) {
        point[k] -= centre[k];
      }
    }
    return new Projection(centre, principal(sample, d));
  }

  private static double[][] axes(int d) {
    double[][] axes = new double[d][d];
    for (int k = 0; k < d; k++) {
      axes[k][k] = 1;
    }
    return axes;
  }

  private static double[][] principal(double[][] sample, int d) {
    double[][] directions = new double[DIRECTIONS][d];
    for (int r = 0; r < DIRECTIONS; r++) {
      for (int k = 0; k < d; k++) {
        // Weyl's sequence: fixed, and in no special position to anything
        double turn = (1 + k + (double) r * d) * Math.sqrt(2);
        directions[r][k] = turn - Math.floor(turn) - 0.5;
      }
    }
    orthonormalise(directions);
    for (int step = 0; step < STEPS; step++) {
      double[][] next = new double[DIRECTIONS][d];
      for (double[] point : sample) {
        for (int r = 0; r < DIRECTIONS; r++) {
          addMultiple(dot(directions[r], point), point, next[r]);
        }
      }
      orthonormalise(next);
      directions = next;
    }
    return directions;
  }

  /** Orthonormalises by Gram and Schmidt's modified method, twice, which is enough. */
  private static void orthonormalise(double[][] directions) {
    for (int r = 0; r < directions.length; r++) {
      if (!reduce(directions, r)) {
        leastCovered(directions, r);
        reduce(directions, r);
      }
    }
  }

  /** Makes direction {@code r} a unit vector orthogonal to those before it, if it is none. */
  private static boolean reduce(double[][] directions, int r) {
    double[] v = directions[r];
    for (int pass = 0; pass < 2; pass++) {
      double before = Math.sqrt(dot(v, v));
      for (int p = 0; p < r; p++) {
        addMultiple(-dot(directions[p], v), directions[p], v);
      }
      double after = Math.sqrt(dot(v, v));
      if (!(after > NOTHING * before) || !Double.isFinite(after) || !(1 / after < 0x1p1000)) {
        return false;
      }
      for (int k = 0; k < v.length; k++) {
        v[k] /= after;
      }
    }
    return true;
  }

  /** Replaces direction {@code r} by the coordinate axis farthest from those before it. */
  private static void leastCovered(double[][] directions, int r) {
    int d = directions[r].length;
    int axis = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < d; k++) {
      double covered = 0;
      for (int p = 0; p < r; p++) {
        covered += directions[p][k] * directions[p][k];
      }
      if (covered < least) {
        least = covered;
        axis = k;
      }
    }
    directions[r] = new double[d];
    directions[r][axis] = 1;
  }

  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (int end = a.length & ~3; k < end; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < a.length; k++) {
      s0 += a[k] * b[k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void addMultiple(double factor, double[] of, double[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * of[k];
    }
  }

  /** Returns the number of coordinates of a shadow, at most three. */
  int coordinates() {
    return directions.length;
  }

  /**
   * Writes the shadow of {@code point} to {@code to} from {@code at} on and returns how far from
   * the exact one rounding may have put it.
   *
   * <p>Each coordinate is a sum of {@code d} products of centred coordinates, rounded once each; by
   * Cauchy's inequality it is off by at most {@code (d + 2) 2^-53} times the point's distance from
   * the centre, and there are at most three.
   */
  double project(double[] point, double[] to, int at) {
    int d = centre.length;
    double square = 0;
    if (d <= DIRECTIONS) {
      for (int k = 0; k < d; k++) {
        double value = point[k] - centre[k];
        to[at + k] = value;
        square += value * value;
      }
    } else {
      double[] first = directions[0];
      double[] second = directions[1];
      double[] third = directions[2];
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      for (int k = 0; k < d; k++) {
        double value = point[k] - centre[k];
        s0 += first[k] * value;
        s1 += second[k] * value;
        s2 += third[k] * value;
        square += value * value;
      }
      to[at] = s0;
      to[at + 1] = s1;
      to[at + 2] = s2;
    }
    return (d + 4) * 0x1p-52 * Math.sqrt(square);
  }

  /** Returns direction {@code r} as a unit vector. */
  double[] direction(int r) {
    return directions[r].clone();
  }
}
