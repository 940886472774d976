/**
 * {@code convoy pair}: a table is cut into random batches, every batch is paired by one task on its
 * own, and the pairs become a table and a few numbers.
 *
 * <p>Batches, noise and draws depend on the seed and the ids alone, so another run with the same
 * seed gives the same pairs, and the next epoch's are those of another seed.
 */
package io.convoy.jobs.pair;
