/**
 * Iteration without an engine: a small state, a stateless sweep over immutable blocks, and one
 * loop.
 *
 * <p>A {@link io.convoy.iterate.Sweep} visits every block once and merges the partial results along
 * {@link io.convoy.iterate.OrderedTree one fixed binary tree}, so its result has the same bits for
 * any number of threads, tasks or machines. A {@link io.convoy.iterate.Solver} is a pure step from
 * state and evaluation to state; {@link io.convoy.iterate.Loop} owns the trace, the stopping, and
 * the moments at which an observer may save the state or ask for an early end.
 *
 * <p>Nothing here starts a thread, reads a clock or knows Spark: threads and clocks are handed in.
 */
package io.convoy.iterate;
