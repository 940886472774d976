/**
 * What a block is, how rows fall into blocks, and where the blocks of a table are kept.
 *
 * <p>A block is some consecutive rows as primitive arrays and never changes. Its cuts depend on the
 * number of rows alone; another order of the rows, in space or in batches, is a new store. The same
 * blocks result whether a table is held by the driver or by the executors.
 *
 * <p>Rows must have their final places, or ids that tell them, before they come here. A table has
 * fewer than 2^31 blocks.
 */
package io.convoy.spark.block;
