package io.convoy.jobs.transport;

/**
 * An entry of the plan to draw.
 *
 * @param source an index into the drawn source points
 * @param target an index into the drawn target points
 * @param mass {@code > 0}
 */
record Match(int source, int target, double mass) {}
