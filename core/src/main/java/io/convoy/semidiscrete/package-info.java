/**
 * Semi-discrete transport: from a distribution that can only be sampled, or a table too large to
 * look at whole, to a table of sites.
 *
 * <p>The optimal map sends a point to the site with the least {@code c(x, y_j) - g_j}; its cells
 * (Laguerre cells for the squared distance) must have the sites' masses. {@link
 * io.convoy.semidiscrete.StochasticAscent} finds g from fresh samples in every step, so nothing is
 * regularised and no sample is kept; {@link io.convoy.semidiscrete.Verification} judges it by
 * samples that the ascent never saw.
 */
package io.convoy.semidiscrete;
