/**
 * Models and their losses, first-order optimisers, and the training of one by many workers of which
 * some may lie.
 *
 * <p>Parameters are one vector; a model's {@link io.convoy.training.Tensor tensors} are ranges of
 * it. {@link io.convoy.training.Trainer} is a {@link io.convoy.iterate.Solver}: one evaluation is
 * an {@link io.convoy.training.Order} to all {@link io.convoy.training.Workers}, what {@link
 * io.convoy.robust.Gate} leaves of their answers, and one aggregate of that; one step is the {@link
 * io.convoy.training.Optimizer}'s. Gradients never come to one place. What is known of every worker
 * over time is in the {@link io.convoy.training.Ledger}.
 */
package io.convoy.training;
