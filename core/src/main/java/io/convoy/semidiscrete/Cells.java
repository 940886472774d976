package io.convoy.semidiscrete;

import java.io.Serializable;

/**
 * What some samples say of the cells at potentials g.
 *
 * @param samples how many
 * @param mass share of the samples in every cell
 * @param lowest mean of {@code min_j (c(x, y_j) - g_j)}
 * @param squares mean of its square
 */
public record Cells(long samples, double[] mass, double lowest, double squares)
    implements Serializable {

  /** Returns what both say; writes to this one's masses. */
  Cells with(Cells other) {
    for (int j = 0; j < mass.length; j++) {
      mass[j] += other.mass[j];
    }
    return new Cells(samples + other.samples, mass, lowest + other.lowest, squares + other.squares);
  }
}
