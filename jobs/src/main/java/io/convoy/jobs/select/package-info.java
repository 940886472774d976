/**
 * {@code convoy select}: from a large pool and a small table of targets to the rows of the pool
 * that stand for the targets, at a budget.
 *
 * <p>{@link io.convoy.jobs.select.terms.SelectSettings} says what it is told. It writes what was
 * selected, what that is worth to each target and, with lava, to each row; it shows what the
 * selection costs beside one by chance. A rehearsal says what a run would select from what, and an
 * explanation why a row was selected or not.
 *
 * <p>Rooms in the order in which they need each other: terms, scan, scale, pool, choose, clusters,
 * explain. Candidates pass through the driver; only clusters do without.
 */
package io.convoy.jobs.select;
