/**
 * What a cost is, and how the exponents of a tile of pairs are computed from it.
 *
 * <p>Rows come in {@link io.convoy.geometry.PointBlock}s; the columns of a problem are one {@link
 * io.convoy.geometry.Geometry}, packed once per machine. {@link io.convoy.geometry.Exponents} fixes
 * the potentials, and a {@link io.convoy.geometry.Tile} then yields, some rows at a time, the
 * base-2 exponents {@code log2(b_j) + (g_j - C_ij) / (epsilon ln 2)} of all columns, or their
 * powers.
 *
 * <p>Only the rows of a tile, four to 64 of them, ever exist of the cost matrix on a thread. Clouds
 * are centred in double before they are rounded to float, each about its own mean where the cost
 * allows it.
 *
 * <p>Where the cost is a distance, columns are packed in spatial order ({@code ColumnOrder}), so
 * that a panel is a small box, and {@code SkipBounds} bounds the exponents of boxes of rows with
 * boxes of columns: a tile may then leave out ({@code Skipping}) the panels in which no pair of its
 * rows has mass that matters.
 */
package io.convoy.geometry;
