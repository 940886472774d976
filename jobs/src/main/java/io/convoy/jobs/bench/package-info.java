/**
 * {@code convoy bench}: how fast this machine or cluster sweeps and solves, beside what else it can
 * do: the native matrix product, which bounds a sweep's products from above, and a plain loop.
 *
 * <p>Every {@link io.convoy.jobs.bench.Benchmark} is told a workload of clouds that depend on a
 * seed alone, times it, and returns a {@link io.convoy.jobs.bench.Measurement}. What is compared is
 * measured in turns within one run: a shared machine is not equally fast at all times.
 *
 * <p>Of a sweep the median is reported and of its yardsticks the fastest run: a ratio errs against
 * Convoy. The clock is read here and in no other room; core knows no time.
 */
package io.convoy.jobs.bench;
