/**
 * Why a row of the pool was selected or not, in a few lines, from the tables of a finished run.
 *
 * <p>Reads the tables again as the run did and writes nothing. A row is compared by its cost to the
 * targets and their prices; methods without prices have less to say.
 */
package io.convoy.jobs.select.explain;
