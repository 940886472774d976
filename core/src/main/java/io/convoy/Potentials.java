package io.convoy;

/**
 * The dual potentials of a transport problem, in cost units: the plan is {@code a_i b_j exp((f_i +
 * g_j - C_ij) / epsilon)}. Rows of weight 0 take no part; theirs are NaN.
 *
 * @param source f, one per source row
 * @param target g, one per target row
 */
public record Potentials(double[] source, double[] target) {}
