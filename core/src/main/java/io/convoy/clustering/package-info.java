/**
 * Pseudo-labels by partial transport: rows to a few prototypes, of which some may attract many rows
 * and others few, and rows that fit none may stay out.
 *
 * <p>{@link io.convoy.clustering.PartialClustering} states the problem of P2OT (Zhang, Ren and He,
 * arXiv 2401.09266) as a {@link io.convoy.transport.TransportProblem}: a given mass, clusters
 * pulled to equal size by KL, and a virtual cluster, {@link io.convoy.transport.RowRule.Slack}, for
 * what stays. So the usual solver solves it, on any runner. {@link io.convoy.clustering.LogSoftmax}
 * is the cost of its paper, {@link io.convoy.clustering.MassSchedule} how the mass rises while a
 * model trains, and {@link io.convoy.clustering.SemanticClustering} adds that neighbours share
 * clusters (SP2OT, arXiv 2404.03446). OTSurv (arXiv 2506.20741) is the same problem with the
 * distance itself for a cost.
 */
package io.convoy.clustering;
