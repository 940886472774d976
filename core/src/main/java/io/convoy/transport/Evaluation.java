package io.convoy.transport;

import io.convoy.geometry.Precision;

/**
 * The dual at one point.
 *
 * @param value H(g), in cost units
 * @param error L1 norm of the dual's gradient {@code b k'(g) - c(g)}, where k is not smooth that of
 *     its proximal residual; for exact columns the L1 error of the column masses. The row masses
 *     are always those that are best for g
 * @param mass total mass of the plan
 * @param columnMass c(g), one per column
 * @param logColumnMass its logarithms, finite even where the mass itself underflows
 * @param precision in which the exponents were computed
 * @param skipped share of all pairs that were left out, proved to be negligible
 */
public record Evaluation(
    double value,
    double error,
    double mass,
    double[] columnMass,
    double[] logColumnMass,
    Precision precision,
    double skipped) {}
