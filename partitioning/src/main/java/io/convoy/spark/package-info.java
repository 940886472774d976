/**
 * Tables as blocks of points, and sweeps over them as Spark jobs.
 *
 * <p>A {@link io.convoy.spark.table.PointTable} turns rows into blocks of primitive arrays, once,
 * in an order and with cuts that depend on the rows alone. A {@link
 * io.convoy.spark.run.SparkRunner} runs a sweep as one job whose tasks are subtrees of the tree
 * over all blocks. So results have the same bits as in memory, for any layout of the input and any
 * number of tasks, executors and retries.
 *
 * <p>The rooms below need each other in this order: run, column and checkpoint need no other; then
 * block, intake and table, each the ones before it; graph and train need only the first three.
 */
package io.convoy.spark;
