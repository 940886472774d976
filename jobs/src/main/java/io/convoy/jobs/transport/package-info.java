/**
 * The numerical part of {@code convoy transport} and {@code convoy map}: tables become blocks, the
 * solver runs over them in memory or on Spark, and its answer becomes tables, numbers and a
 * picture.
 *
 * <p>Which engine runs depends on the sizes alone and changes no bit of the answer. A run leaves a
 * checkpoint every so many iterations or seconds and when it is told to stop.
 */
package io.convoy.jobs.transport;
