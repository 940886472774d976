/**
 * Runs of {@code convoy} on a standalone Spark cluster of real processes on the loopback interface:
 * {@link io.convoy.cluster.StandaloneCluster} starts a master and workers from the jars that the
 * application is built against and submits the application jar. Every job must give the report and
 * the tables that it gives in local mode, and, in the profile {@code faults}, must do so while
 * processes are killed, stopped and slowed.
 */
package io.convoy.cluster;
