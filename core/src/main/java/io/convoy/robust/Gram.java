package io.convoy.robust;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Inner products of p vectors, and of a reference that all of them are near: the previous
 * aggregate, or 0.
 *
 * <p>Distances are formed from the vectors less the reference, since the square of a small
 * difference of large vectors is lost to rounding; products are those of the vectors as they are.
 * Immutable.
 */
public final class Gram implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int p;
  private final double[] differences;
  private final double[] along;
  private final double reference;

  /**
   * Wraps sums.
   *
   * @param differences p x p products of the vectors less the reference, row-major, symmetric
   * @param along products of those same differences with the reference
   * @param reference its squared length
   */
  Gram(double[] differences, double[] along, double reference) {
    this.p = along.length;
    this.differences = differences;
    this.along = along;
    this.reference = reference;
    if (p < 1 || differences.length != p * p) {
      throw new IllegalArgumentException(
          "a Gram matrix of " + p + " vectors cannot have " + differences.length + " entries");
    }
  }

  /** Returns the matrix of vectors given whole, with the reference 0. */
  public static Gram of(double[][] rows) {
    int p = rows.length;
    double[] products = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < rows[i].length; k++) {
          sum += rows[i][k] * rows[j][k];
        }
        products[i * p + j] = sum;
        products[j * p + i] = sum;
      }
    }
    return new Gram(products, new double[p], 0);
  }

  /** Returns the number of vectors. */
  public int size() {
    return p;
  }

  /** Returns {@code <x_i, x_j>}. */
  public double product(int i, int j) {
    return differences[i * p + j] + along[i] + along[j] + reference;
  }

  /** Returns {@code <x_i - r, x_j - r>}, r the reference. */
  public double difference(int i, int j) {
    return differences[i * p + j];
  }

  /** Returns the length of a vector. */
  public double norm(int i) {
    return Math.sqrt(Math.max(0, product(i, i)));
  }

  /** Returns the squared distance of two vectors; never negative, 0 for one and itself. */
  public double squaredDistance(int i, int j) {
    return i == j
        ? 0
        : Math.max(0, differences[i * p + i] + differences[j * p + j] - 2 * differences[i * p + j]);
  }

  /** Returns the squared distance of a vector from the mean of some, itself among them or not. */
  double squaredDistance(int i, int[] of) {
    double cross = 0;
    double inner = 0;
    for (int j : of) {
      cross += differences[i * p + j];
      for (int k : of) {
        inner += differences[j * p + k];
      }
    }
    int n = of.length;
    return Math.max(0, differences[i * p + i] - 2 * cross / n + inner / ((double) n * n));
  }

  /**
   * Returns the matrix of linear mixtures of the vectors, {@code y_q = sum_i mix[q][i] x_i}. The
   * reference stays where rows of the mixture sum to 1; else it counts for as much as they sum to.
   */
  public Gram mixed(double[][] mix) {
    int q = mix.length;
    double[] rest = new double[q]; // y_q - r = sum_i mix (x_i - r) + (sum mix - 1) r
    double[] mixedAlong = new double[q];
    for (int a = 0; a < q; a++) {
      double sum = 0;
      for (int i = 0; i < p; i++) {
        sum += mix[a][i];
        mixedAlong[a] += mix[a][i] * along[i];
      }
      rest[a] = sum - 1;
    }
    double[] products = new double[q * q];
    for (int a = 0; a < q; a++) {
      double[] image = new double[p];
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          image[i] += differences[i * p + j] * mix[a][j];
        }
      }
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < p; i++) {
          sum += mix[b][i] * image[i];
        }
        sum += rest[a] * mixedAlong[b] + rest[b] * mixedAlong[a] + rest[a] * rest[b] * reference;
        products[a * q + b] = sum;
        products[b * q + a] = sum;
      }
    }
    double[] moved = new double[q];
    for (int a = 0; a < q; a++) {
      moved[a] = mixedAlong[a] + rest[a] * reference;
    }
    return new Gram(products, moved, reference);
  }

  /** Returns the matrix of some of the vectors; of the others it may hold anything. */
  public Gram among(int[] rows) {
    int q = rows.length;
    double[] products = new double[q * q];
    double[] some = new double[q];
    for (int a = 0; a < q; a++) {
      some[a] = along[rows[a]];
      for (int b = 0; b < q; b++) {
        products[a * q + b] = differences[rows[a] * p + rows[b]];
      }
    }
    return new Gram(products, some, reference);
  }

  /** Returns what both say, of coordinates of their own. */
  Gram with(Gram other) {
    double[] sums = differences.clone();
    double[] alongs = along.clone();
    Arrays.setAll(sums, k -> differences[k] + other.differences[k]);
    Arrays.setAll(alongs, k -> along[k] + other.along[k]);
    return new Gram(sums, alongs, reference + other.reference);
  }
}
