/**
 * Rows by worker, and what workers answer to a model: a gradient each, from memory or from Spark.
 *
 * <p>Which rows a worker has is a function of the table, the assignment and a seed. Gradients are
 * cut by coordinate and shuffled once, so that robust rules see all workers and no place holds all
 * coordinates; the blocks have the same bits for any number of owners.
 *
 * <p>A worker's rows must fit its executor. Rows that cannot be used stay with their worker and are
 * counted: to do without them is for the training to say.
 */
package io.convoy.spark.train;
