/**
 * What a run leaves behind to be read: one JSON document for programs, one page for people.
 *
 * <p>The JSON holds everything needed to judge and to repeat the run, in a schema that only grows.
 * The page is self-contained, shows the same numbers and draws them; everything from data is
 * escaped.
 *
 * <p>Numbers are finite or null. A run that says it converged has no null among its results.
 */
package io.convoy.jobs.report;
