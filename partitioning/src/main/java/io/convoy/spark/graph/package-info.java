/**
 * Graphs in blocks that send each other what lies on their borders.
 *
 * <p>A round steps all blocks at once, each with the messages of the round before, in a fixed
 * order; so results have the same bits for any number of tasks, executors and retries.
 *
 * <p>Here alone the executors hold state that a run cannot do without; what is lost is computed
 * again from the newest checkpoint of it.
 */
package io.convoy.spark.graph;
