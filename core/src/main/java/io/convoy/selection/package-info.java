/**
 * Which rows of a large pool stand for a small table of targets, at a budget.
 *
 * <p>A pass over the pool leaves a {@link io.convoy.selection.Shortlist} on the driver: of {@link
 * io.convoy.selection.NearestSweep} the {@link io.convoy.selection.Candidates} nearest to every
 * target, of {@link io.convoy.selection.LowestSweep} the rows of the lowest scores. All choices are
 * made there, under {@link io.convoy.selection.Terms}: a budget, quotas and how often a row may be
 * taken.
 *
 * <p>{@link io.convoy.selection.CapacityTransport} covers the targets by candidates of which each
 * serves at most its share, and says whether the pruning cost anything: under a certificate the
 * answer is that of the linear program of all pairs. Prices of targets say where the pool is thin,
 * prices of rows which of them are scarce. The other methods offer rows one by one to a {@link
 * io.convoy.selection.Picker}.
 */
package io.convoy.selection;
