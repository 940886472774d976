/**
 * Randomness as a function of (seed, iteration, block), never of time, thread or attempt.
 *
 * <p>A task that is retried, on whatever machine, draws the same numbers again, so random choices
 * keep the promise of equal bits. The generators are the JDK's own; only their seeding is ours.
 */
package io.convoy.random;
