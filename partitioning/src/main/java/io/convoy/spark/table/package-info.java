/**
 * Tables of points as the callers of sweeps know them.
 *
 * <p>A {@link io.convoy.spark.table.PointTable} gives its blocks, runners over them, and datasets
 * made of what was found, row by row; {@link io.convoy.spark.table.Couplings} keep what was made of
 * the blocks, {@link io.convoy.spark.table.GroupedTables} hold the rows of one label at a time.
 * Closing frees blocks and all that was sent for datasets.
 *
 * <p>Points gathered on the driver must fit its memory and one array.
 */
package io.convoy.spark.table;
