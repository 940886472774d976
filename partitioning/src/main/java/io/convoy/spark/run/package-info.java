/**
 * How a sweep runs on Spark: one job for each, its state sent to every task, its partial results
 * merged along one tree.
 *
 * <p>The bits are those of a sweep in memory, for any number of tasks, executors and retries. What
 * is sent has an owner who frees it. What does not fit is refused with the setting that would help,
 * where the engine tells its limits.
 *
 * <p>What a task merges must fit its executor, and what all tasks return must fit the driver
 * together.
 */
package io.convoy.spark.run;
