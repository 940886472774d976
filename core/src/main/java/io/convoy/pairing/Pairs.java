package io.convoy.pairing;

import java.io.Serializable;

/**
 * The pairs of one batch.
 *
 * @param owners whose partner each row has: row {@code i} is with draw {@code draws[i]} of row
 *     {@code owners[i]}
 * @param draws 0 for the pool
 * @param costs of the pairs
 * @param weights importance weights with mean 1 over the batch; all 1 where the rule gives none
 */
public record Pairs(int[] owners, int[] draws, double[] costs, double[] weights, PairTotals totals)
    implements Serializable {}
