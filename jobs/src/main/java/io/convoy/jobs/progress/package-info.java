/**
 * How far a run is, for whoever watches it.
 *
 * <p>A loop tells its {@link io.convoy.jobs.progress.Progress} about every iteration; where that
 * goes (one live line on a terminal, a line every ten seconds in a log, nowhere) is decided once,
 * outside the loop. Always on standard error: standard output holds the result.
 *
 * <p>The time left is an estimate from the geometric decrease of the error, and says so.
 */
package io.convoy.jobs.progress;
