/**
 * The command line: options and job files in, tables and one report out, an exit code at the end.
 *
 * <p>{@link io.convoy.jobs.Convoy} runs one command. A command resolves its settings, finds its
 * inputs, asks its output directory what is left to do, and only then starts Spark. The numerical
 * part of a job stands behind an interface and knows none of this.
 *
 * <p>A user sees one sentence when something is wrong, never a stack trace; that is in the log.
 */
package io.convoy.jobs;
