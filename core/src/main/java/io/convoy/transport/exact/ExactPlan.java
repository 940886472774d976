package io.convoy.transport.exact;

/**
 * An optimal plan and the proof that it is one. Immutable by agreement: nobody writes to the
 * arrays.
 *
 * @param rows the row of every entry with mass, ascending
 * @param columns the column of every entry; ascending within a row
 * @param masses the mass of every entry, {@code > 0}
 * @param rowPotentials f, one per row, in cost units, with {@code f_i + g_j <= C_ij} but for
 *     rounding
 * @param columnPotentials g, one per column
 * @param value {@code <P, C>} of this plan
 * @param dual {@code <a, f> + <b, g>}: no plan costs less
 */
public record ExactPlan(
    int[] rows,
    int[] columns,
    double[] masses,
    double[] rowPotentials,
    double[] columnPotentials,
    double value,
    double dual) {

  /** Returns how far from optimal the plan can be at most; rounding alone can make it negative. */
  public double gap() {
    return value - dual;
  }

  /** Returns the number of entries with mass. */
  public int entries() {
    return masses.length;
  }
}
