package io.convoy.jobs.progress;

import java.util.Locale;

/**
 * When a run is over.
 *
 * @param job what the line starts with
 * @param tolerance the error that counts as solved; 0 where only the budget ends it
 * @param maxIterations the budget
 */
public record Goal(String job, double tolerance, int maxIterations) {

  /** Returns where an iteration is, in a few words. */
  String at(int iteration, double epsilon, double error) {
    return tolerance > 0
        ? String.format(
            Locale.ROOT,
            "%s: iteration %d, epsilon %.3g, error %.2e",
            job,
            iteration,
            epsilon,
            error)
        : String.format(
            Locale.ROOT, "%s: step %d of %d, loss %.3g", job, iteration, maxIterations, error);
  }
}
