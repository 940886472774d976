package io.convoy;

/**
 * One model per node of a graph.
 *
 * @param models parameters of every node, the intercept last where the objective has one
 * @param clusters the number of every node's cluster, from 0 on: nodes whose models were fused
 * @param objective the value of the whole problem
 * @param gap by how much it may miss the optimum at most; NaN where the objective or the penalty
 *     has no dual
 * @param iterations rounds taken
 * @param converged whether the tolerance was reached
 */
public record NetworkModels(
    double[][] models,
    int[] clusters,
    double objective,
    double gap,
    int iterations,
    boolean converged) {}
