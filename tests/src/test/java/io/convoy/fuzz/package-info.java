/**
 * Tables with random damage, given to every job that reads tables.
 *
 * <p>A {@link io.convoy.fuzz.DamagedRun} is a {@link io.convoy.fuzz.FuzzedJob} one of whose tables,
 * good as {@code FuzzedJob} makes it, was changed by some {@link io.convoy.fuzz.Edit}s and written
 * to a file that may be damaged itself. {@link io.convoy.fuzz.Promises} says what must hold however
 * the run ends. Whether a damaged table is refused or used is no question here: that is for tests
 * of single kinds of damage.
 */
package io.convoy.fuzz;
