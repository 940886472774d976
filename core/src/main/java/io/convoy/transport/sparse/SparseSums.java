package io.convoy.transport.sparse;

import java.io.Serializable;

/**
 * What some columns of a plan sum to.
 *
 * @param conjugate {@code sum_j <s_j, P_j> - gamma/2 |P_j|^2}
 * @param cost {@code <P, C>}
 * @param squares {@code |P|^2}
 * @param ceiling {@code sum_j b_j max_i (f_i - C_ij)}
 * @param entries number of entries above 0
 * @param longest largest number of them in a column
 * @param rowMass {@code P 1}
 */
record SparseSums(
    double conjugate,
    double cost,
    double squares,
    double ceiling,
    long entries,
    int longest,
    double[] rowMass)
    implements Serializable {

  SparseSums with(SparseSums other) {
    for (int i = 0; i < rowMass.length; i++) {
      rowMass[i] += other.rowMass[i];
    }
    return new SparseSums(
        conjugate + other.conjugate,
        cost + other.cost,
        squares + other.squares,
        ceiling + other.ceiling,
        entries + other.entries,
        Math.max(longest, other.longest),
        rowMass);
  }
}
