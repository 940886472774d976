/**
 * Optimal transport and its relatives in a few words each: {@link io.convoy.Transport} for points
 * in memory. The sub-packages behind hold one idea each.
 *
 * <p>Nothing here knows Spark, reads a clock or starts a thread that was not asked for.
 */
package io.convoy;
