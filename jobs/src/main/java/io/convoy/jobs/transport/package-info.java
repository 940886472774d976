/**
 * {@code convoy transport}: one table of points moved onto another at the least cost.
 *
 * <p>{@link io.convoy.jobs.transport.Asked} says what can be asked of it, a plan, one per group, a
 * sparse one or clusters, and which settings each takes. Tables become blocks, the solver runs over
 * them in memory or on Spark, and its answer becomes tables, figures and a picture.
 *
 * <p>Which engine runs depends on the sizes alone and changes no bit of the answer. A run leaves a
 * checkpoint every so many iterations or seconds and when it is told to stop.
 */
package io.convoy.jobs.transport;
