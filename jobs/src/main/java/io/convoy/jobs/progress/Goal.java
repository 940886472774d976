package io.convoy.jobs.progress;

/**
 * When a run is over.
 *
 * @param job what the line starts with
 * @param tolerance the error that counts as solved
 * @param maxIterations the budget
 */
public record Goal(String job, double tolerance, int maxIterations) {}
