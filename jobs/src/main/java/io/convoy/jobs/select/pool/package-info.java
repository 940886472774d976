/**
 * The pool and the targets: what of them is read, on one scale, and how candidates of the whole
 * pool are found however little of it must be scanned.
 *
 * <p>A pool that grows from run date to run date leaves the candidates of the partitions it has
 * seen under {@code _state}. They are a cache: a selection made with them is, bit for bit, the one
 * made without, and what is damaged or of another problem is not used.
 *
 * <p>Chooses nothing.
 */
package io.convoy.jobs.select.pool;
