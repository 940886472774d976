package io.convoy.transport;

import java.util.List;

/**
 * The negative Hessian of the dual in the column potentials, times epsilon: {@code D - S^T W S}
 * with S the plan's largest entries, D the columns' masses (and what a pull by KL adds), W = 1 /
 * row mass (less where rows are pulled by KL). Half the size of the system in both potentials, from
 * which it follows by eliminating the rows.
 */
final class SparseHessian {

  /** Part of a row's mass that its kept entries must reach, if the limit of entries allows it. */
  private static final double KEPT_MASS = 1 - 1e-4;

  private final double[] diagonal;
  private final double[] jacobi;
  private final int[] from;
  private final int[] columns;
  private final double[] masses;
  private final double[] rowFactor;

  private SparseHessian(
      double[] diagonal, int[] from, int[] columns, double[] masses, double[] rowFactor) {
    this.diagonal = diagonal;
    this.from = from;
    this.columns = columns;
    this.masses = masses;
    this.rowFactor = rowFactor;
    this.jacobi = diagonal.clone();
    for (int i = 0; i < rowFactor.length; i++) {
      for (int e = from[i]; e < from[i + 1]; e++) {
        jacobi[columns[e]] -= rowFactor[i] * masses[e] * masses[e];
      }
    }
    for (int j = 0; j < jacobi.length; j++) {
      // a column that one row fills alone leaves nothing but rounding
      jacobi[j] = Math.max(jacobi[j], 1e-9 * diagonal[j]);
    }
  }

  /**
   * Returns the Hessian.
   *
   * @param diagonal D
   * @param rowShare part of {@code 1 / row mass} that W is, 1 for exact rows
   * @param rows the plan's rows with their largest entries, in order
   */
  static SparseHessian of(double[] diagonal, double rowShare, List<PlanRows> rows) {
    int n = rows.stream().mapToInt(part -> part.moved().length).sum();
    int[] from = new int[n + 1];
    int at = 0;
    int entries = 0;
    for (PlanRows part : rows) {
      for (int i = 0; i < part.moved().length; i++, at++) {
        entries += kept(part, i);
        from[at + 1] = entries;
      }
    }
    int[] columns = new int[entries];
    double[] masses = new double[entries];
    double[] factor = new double[n];
    at = 0;
    for (PlanRows part : rows) {
      for (int i = 0; i < part.moved().length; i++, at++) {
        int length = from[at + 1] - from[at];
        System.arraycopy(part.columns(), i * part.largest(), columns, from[at], length);
        System.arraycopy(part.masses(), i * part.largest(), masses, from[at], length);
        factor[at] = part.moved()[i] > 0 ? rowShare / part.moved()[i] : 0;
      }
    }
    return new SparseHessian(diagonal, from, columns, masses, factor);
  }

  private static int kept(PlanRows part, int i) {
    double mass = 0;
    int kept = 0;
    while (kept < part.largest() && mass < KEPT_MASS * part.moved()[i]) {
      mass += part.masses()[i * part.largest() + kept++];
    }
    return kept;
  }

  /** Returns this matrix times {@code x}. */
  double[] times(double[] x) {
    double[] result = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      result[j] = diagonal[j] * x[j];
    }
    for (int i = 0; i < rowFactor.length; i++) {
      double sum = 0;
      for (int e = from[i]; e < from[i + 1]; e++) {
        sum += masses[e] * x[columns[e]];
      }
      sum *= rowFactor[i];
      for (int e = from[i]; e < from[i + 1]; e++) {
        result[columns[e]] -= masses[e] * sum;
      }
    }
    return result;
  }

  /**
   * Returns an x with {@code A x = right} by conjugate gradients, preconditioned by the diagonal,
   * to a relative residual of {@code tolerance} or as far as {@code steps} go.
   */
  double[] solve(double[] right, double tolerance, int steps) {
    int m = right.length;
    double[] x = new double[m];
    double[] residual = right.clone();
    double[] direction = preconditioned(residual);
    double rho = dot(residual, direction);
    double goal = tolerance * Math.sqrt(dot(right, right));
    for (int k = 0; k < steps && Math.sqrt(dot(residual, residual)) > goal; k++) {
      double[] image = times(direction);
      double curvature = dot(direction, image);
      if (!(curvature > 0)) {
        break; // only rounding is left
      }
      double length = rho / curvature;
      for (int j = 0; j < m; j++) {
        x[j] += length * direction[j];
        residual[j] -= length * image[j];
      }
      double[] scaled = preconditioned(residual);
      double next = dot(residual, scaled);
      double ratio = next / rho;
      for (int j = 0; j < m; j++) {
        direction[j] = scaled[j] + ratio * direction[j];
      }
      rho = next;
    }
    return x;
  }

  private double[] preconditioned(double[] x) {
    double[] scaled = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      scaled[j] = x[j] / jacobi[j];
    }
    return scaled;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
