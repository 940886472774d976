/**
 * Passes over a pool that bring rows to the driver: the nearest of every target, the lowest by some
 * score, or some by chance.
 *
 * <p>What chance decides of a row is a function of the seed and the row's id, so that it is the
 * same in any layout of the pool. A list that the driver has no room for is refused before the
 * pass.
 */
package io.convoy.jobs.select.scan;
