/**
 * Sparse transport plans: the regulariser is quadratic instead of an entropy, so most entries of a
 * plan are 0, and a column may be bounded to a number of entries (Liu, Puigcerver and Blondel,
 * arXiv 2209.15466).
 *
 * <p>No exponential and no weights in the plan here: {@code P_ij = [f_i + g_j - C_ij]_+ / gamma}.
 * Columns come in blocks, for what is sparse must lie within one; the rows are a geometry.
 */
package io.convoy.transport.sparse;
