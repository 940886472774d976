/**
 * How a run ends and what it may say about it: an exit code and one sentence.
 *
 * <p>A scheduler reads the code, a person reads the sentence, and neither ever sees a stack trace
 * or a secret. Everything a user can do wrong, and everything the world can do to a run, is a
 * {@link io.convoy.jobs.outcome.JobFailure} by the time it reaches the terminal.
 *
 * <p>Outcomes of the mathematics (converged, exhausted, diverged) are not failures; they are
 * values.
 */
package io.convoy.jobs.outcome;
