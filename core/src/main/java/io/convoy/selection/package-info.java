/**
 * Which rows of a large pool stand for a small table of targets, at a budget.
 *
 * <p>{@link io.convoy.selection.NearestSweep} passes the pool once and keeps, for every target, the
 * {@link io.convoy.selection.Candidates} nearest to it. {@link
 * io.convoy.selection.CapacityTransport} covers the targets by candidates of which each serves at
 * most its share, and says whether the pruning cost anything: under a certificate the answer is
 * that of the linear program of all pairs. Prices of targets say where the pool is thin, prices of
 * rows which of them are scarce.
 */
package io.convoy.selection;
