/**
 * {@code convoy map}: new rows sent where the plan of an earlier {@code transport} run would send
 * them.
 *
 * <p>It is told the run and a table; it reads the run's report, its target and its potentials, and
 * leaves one table of images. Nothing is solved, and a target that has changed since is refused.
 */
package io.convoy.jobs.map;
