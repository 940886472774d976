/**
 * What a cost is, and how the exponents of a tile of pairs are computed from it.
 *
 * <p>Rows come in {@link io.convoy.geometry.PointBlock}s; the columns of a problem are one {@link
 * io.convoy.geometry.Geometry}, packed once per machine. {@link io.convoy.geometry.Exponents} fixes
 * the potentials, and a {@link io.convoy.geometry.Tile} then yields, four rows at a time, the
 * base-2 exponents {@code log2(b_j) + (g_j - C_ij) / (epsilon ln 2)} of all columns.
 *
 * <p>No more than four rows of the cost matrix ever exist on a thread. Clouds are centred in double
 * before they are rounded to float, each about its own mean where the cost allows it.
 */
package io.convoy.geometry;
