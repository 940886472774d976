/**
 * Gradients in, one aggregate out, though some of them lie.
 *
 * <p>A {@link io.convoy.robust.RobustRule} never sees gradients. It is asked once per step for a
 * {@link io.convoy.robust.Plan}, from the {@link io.convoy.robust.Gram} matrix of p x p inner
 * products: either one coefficient per worker, or a rule per coordinate, perhaps of linear mixtures
 * of the workers. Gradients stay cut by coordinate range in {@link io.convoy.robust.VectorBlocks};
 * two sweeps over these, {@link io.convoy.robust.GramSweep} and {@link io.convoy.robust.PlanVisit},
 * are all that touches them. So no place ever holds p times n values, and any number of iterations
 * of a rule costs nothing per coordinate.
 *
 * <p>Blocks have a fixed width and partials merge in a fixed order, so an aggregate is the same
 * bits for any number of owners. What {@link io.convoy.robust.Gate} drops never gets this far: one
 * worker's NaN would be everybody's.
 */
package io.convoy.robust;
