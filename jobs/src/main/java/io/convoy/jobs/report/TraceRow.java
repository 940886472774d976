package io.convoy.jobs.report;

/**
 * One iteration as it is reported.
 *
 * @param iteration counted from 1 over all levels of epsilon
 * @param epsilon in units of the cost
 * @param error what the tolerance is compared with
 * @param seconds since the run began, including what a resumed run spent before
 */
public record TraceRow(int iteration, double epsilon, double error, double seconds) {}
