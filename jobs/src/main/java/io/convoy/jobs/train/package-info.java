/**
 * {@code convoy train}: from tables to workers, through {@link io.convoy.training.Trainer}, to a
 * model and what is known of every worker.
 */
package io.convoy.jobs.train;
