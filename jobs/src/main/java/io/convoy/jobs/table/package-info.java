/**
 * Tables as a user names them: where they are, what changes when they change, what their columns
 * mean.
 *
 * <p>A missing path, an empty table or a schema that cannot serve ends here with one sentence,
 * before any computation. What is inside the rows (a NaN, a duplicate id, a negative weight) is
 * judged where rows become blocks.
 */
package io.convoy.jobs.table;
