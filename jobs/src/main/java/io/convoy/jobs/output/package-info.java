/**
 * An output directory as one run sees it: what is there already, what this run may do, and that the
 * report comes last.
 *
 * <p>Every write goes through Hadoop's FileSystem, and but for tables, whose rows Spark's committer
 * moves into place, nothing relies on a rename. A manifest, written before anything else, lists
 * every path the run may write, and only such paths are ever deleted. A reader that sees {@code
 * report.json} sees complete tables.
 *
 * <p>Two runs of one output are kept apart by a lease with a heartbeat, as safe as the file
 * system's create-if-absent.
 */
package io.convoy.jobs.output;
