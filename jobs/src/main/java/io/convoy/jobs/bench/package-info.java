/**
 * Measures how fast this machine or cluster sweeps and solves, beside what else it can do: the
 * native matrix product, which bounds a sweep's products from above, and a plain loop in Java.
 *
 * <p>A {@link io.convoy.jobs.bench.Workbench} lays out clouds that depend on a seed alone and lends
 * an oracle whose every visit is timed; a benchmark drives it and returns a {@link
 * io.convoy.jobs.bench.Measurement}. What is compared is measured in turns within one run, because
 * a shared machine is not equally fast at all times.
 *
 * <p>Of a sweep the median is reported and of its yardsticks the fastest run: a ratio errs against
 * Convoy. The clock is read here and in no other room; core knows no time.
 */
package io.convoy.jobs.bench;
