/**
 * {@code convoy semidiscrete}: the target's rows are sites on every machine, the source is sampled
 * where it is, and the answer is judged by samples it has never seen.
 */
package io.convoy.jobs.semidiscrete;
