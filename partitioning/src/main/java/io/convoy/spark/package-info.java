/**
 * Tables as blocks of points, and sweeps over them as Spark jobs.
 *
 * <p>A {@link io.convoy.spark.PointTable} turns rows into blocks of primitive arrays, once, in an
 * order and with cuts that depend on the rows alone. A {@link io.convoy.spark.SparkRunner} runs a
 * sweep as one job whose tasks are subtrees of the tree over all blocks. So results have the same
 * bits as in memory, for any layout of the input and any number of tasks, executors and retries.
 *
 * <p>What a task merges must fit its executor and what tasks return must fit the driver together;
 * points gathered on the driver must fit one array.
 */
package io.convoy.spark;
