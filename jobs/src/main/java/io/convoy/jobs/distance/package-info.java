/**
 * The numerical part of {@code convoy distance}: one or a few sweeps over each table, and a number.
 */
package io.convoy.jobs.distance;
