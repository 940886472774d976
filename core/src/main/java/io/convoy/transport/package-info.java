/**
 * Optimal transport as the maximisation of a concave function of the column potentials.
 *
 * <p>A {@link io.convoy.transport.TransportProblem} is a geometry, column weights and two {@link
 * io.convoy.transport.MarginalRule}s. For potentials g, one sweep of {@link
 * io.convoy.transport.DualOracle} returns the dual value and the plan's column masses with one
 * exponential per pair; nothing of size n x m ever exists. {@link io.convoy.transport.Sinkhorn} is
 * a step on g; {@link io.convoy.transport.Certificate} proves in double how good its end is.
 *
 * <p>Throughout, {@code P_ij = a_i b_j exp((f_i + g_j - C_ij) / epsilon)}, weights sum to 1,
 * logarithms are natural, and costs, potentials and epsilon share one unit.
 */
package io.convoy.transport;
