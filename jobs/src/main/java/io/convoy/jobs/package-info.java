/**
 * The command line: options and job files in, tables and one report out, an exit code at the end.
 *
 * <p>{@link io.convoy.jobs.Convoy} lists the jobs, each of which is a package of its own: what it
 * is told, does and shows. What stands here knows no job. {@link io.convoy.jobs.JobRun} reads the
 * settings, finds the inputs, asks the output directory what is left to do, and only then starts
 * Spark.
 *
 * <p>A user sees one sentence when something is wrong, never a stack trace; that is in the log.
 */
package io.convoy.jobs;
