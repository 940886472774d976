package io.convoy.robust;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The Flag Aggregator: the vectors are projected onto the subspace that most of their directions
 * are near to, a flag median of lines found by iteratively reweighted least squares, and then
 * averaged (Flag Aggregator, arXiv 2302.05865). Everything runs on the p x p Gram matrix: singular
 * vectors of weighted columns are combinations of these, and the columns of all pairs are a graph
 * Laplacian.
 *
 * <p>No bound on the error holds for it: a coherent minority is kept and weighted up, and liars who
 * all send the negated mean can turn its direction round. It is there to be compared with.
 *
 * @param form whose formula
 * @param subspace dimension m of the subspace; the paper's is {@code (p + 1) / 2}
 * @param iterations of reweighting, {@code >= 1}; the released code's is 1, which does not reweight
 * @param lambda weight of the pair terms, {@code >= 0}
 */
public record Flag(Form form, int subspace, int iterations, double lambda) implements RobustRule {

  /** Where the paper's formula and the released code differ. */
  public enum Form {
    /** The mean over p of projected gradients; pairs are compared by their length. */
    PAPER,
    /** The sum of projected directions over m; the pair weights are columns of unit scale. */
    CODE
  }

  private static final double EPSILON = 1e-7;
  private static final double RANK = 1e-12;
  private static final double EQUAL = 1e-12;
  private static final double DECREASE = 1e-10;

  public Flag {
    if (subspace < 1 || iterations < 1 || !(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException(
          "flag needs a subspace and iterations >= 1 and lambda >= 0, got "
              + subspace
              + ", "
              + iterations
              + " and "
              + lambda);
    }
  }

  @Override
  public Plan plan(Gram gram) {
    int p = gram.size();
    double[] norms = new double[p];
    Arrays.setAll(norms, gram::norm);
    double[][] cosines = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        double lengths = norms[i] * norms[j];
        cosines[i][j] = lengths > 0 ? gram.product(i, j) / lengths : 0;
      }
    }
    RealMatrix k = new Array2DRowRealMatrix(cosines, false);
    RealMatrix projector = null; // C C^T
    double[][] s = new double[subspace][p];
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < iterations; step++) {
      double objective = objective(gram, norms, s);
      if (step > 0 && before - objective <= DECREASE) {
        break;
      }
      before = objective;
      RealMatrix r = new CholeskyDecomposition(weights(gram, norms, s), 1e-9, 0).getL();
      RealMatrix c = directions(r, k);
      projector = c.multiply(c.transpose());
      s = c.transpose().multiply(k).getData();
    }
    double[] sums = new double[p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        sums[i] += form == Form.CODE ? cosines[i][j] : cosines[i][j] * norms[j];
      }
    }
    double[] a = projector.operate(sums);
    for (int i = 0; i < p; i++) {
      a[i] = norms[i] > 0 ? a[i] / norms[i] / (form == Form.CODE ? subspace : p) : 0;
    }
    return new Plan.Coefficients(a);
  }

  /** Returns {@code R Q_m Lambda_m^(-1/2)}, with Q and Lambda of {@code R^T K R}. */
  private RealMatrix directions(RealMatrix r, RealMatrix k) {
    int p = k.getRowDimension();
    RealMatrix inner = r.transpose().multiply(k).multiply(r);
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < i; j++) { // rounding must not make it look unsymmetric
        double mean = (inner.getEntry(i, j) + inner.getEntry(j, i)) / 2;
        inner.setEntry(i, j, mean);
        inner.setEntry(j, i, mean);
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(inner);
    double[] negated = new double[p];
    Arrays.setAll(negated, i -> -eigen.getRealEigenvalue(i));
    int[] order = Ranks.order(negated);
    RealMatrix c = new Array2DRowRealMatrix(p, subspace);
    for (int q = 0; q < Math.min(subspace, p); q++) {
      double value = eigen.getRealEigenvalue(order[q]);
      if (value > RANK * eigen.getRealEigenvalue(order[0])) {
        double[] column = r.operate(eigen.getEigenvector(order[q])).toArray();
        for (int i = 0; i < p; i++) {
          c.setEntry(i, q, column[i] / Math.sqrt(value));
        }
      }
    }
    return c;
  }

  /** Returns the weights of columns and pairs as one positive definite matrix. */
  private RealMatrix weights(Gram gram, double[] norms, double[][] s) {
    int p = norms.length;
    double[][] weights = new double[p][p];
    for (int i = 0; i < p; i++) {
      weights[i][i] = 1 / Math.sqrt(Math.abs(1 - square(s, i)) + EPSILON);
    }
    for (int i = 0; lambda > 0 && i < p; i++) {
      for (int j = 0; j < i; j++) {
        double w = 2 * pair(gram, norms, s, i, j);
        double own = form == Form.PAPER ? norms[i] : 1;
        double other = form == Form.PAPER ? norms[j] : 1;
        weights[i][i] += own * own * w;
        weights[j][j] += other * other * w;
        weights[i][j] -= own * other * w;
        weights[j][i] -= own * other * w;
      }
    }
    return new Array2DRowRealMatrix(weights, false);
  }

  /** Returns {@code W_ij}, the same for {@code (j, i)}; 0 for vectors that are equal. */
  private double pair(Gram gram, double[] norms, double[][] s, int i, int j) {
    int p = norms.length;
    if (form == Form.CODE) {
      double scale = lambda / (p * (p - 1.0));
      return scale * scale / Math.sqrt(Math.abs(1 - apart(s, i, 1, j, 1)) + EPSILON);
    }
    double distance = gram.squaredDistance(i, j);
    if (distance <= EQUAL * (norms[i] * norms[i] + norms[j] * norms[j])) {
      return 0;
    }
    double captured = apart(s, i, norms[i], j, norms[j]) / distance;
    return lambda / (p - 1) / Math.sqrt(Math.abs(1 - captured) + EPSILON) / distance;
  }

  private double objective(Gram gram, double[] norms, double[][] s) {
    int p = norms.length;
    double sum = 0;
    for (int i = 0; i < p; i++) {
      sum += Math.sqrt(Math.abs(1 - square(s, i)));
    }
    for (int i = 0; lambda > 0 && form == Form.PAPER && i < p; i++) {
      for (int j = 0; j < i; j++) {
        double distance = gram.squaredDistance(i, j);
        if (distance > EQUAL * (norms[i] * norms[i] + norms[j] * norms[j])) {
          double captured = apart(s, i, norms[i], j, norms[j]) / distance;
          sum += 2 * lambda / (p - 1) * Math.sqrt(Math.abs(1 - captured));
        }
      }
    }
    return sum;
  }

  private static double square(double[][] s, int i) {
    double sum = 0;
    for (double[] row : s) {
      sum += row[i] * row[i];
    }
    return sum;
  }

  private static double apart(double[][] s, int i, double scale, int j, double otherScale) {
    double sum = 0;
    for (double[] row : s) {
      double difference = scale * row[i] - otherScale * row[j];
      sum += difference * difference;
    }
    return sum;
  }
}
