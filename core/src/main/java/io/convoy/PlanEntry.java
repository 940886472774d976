package io.convoy;

/**
 * One entry of a transport plan.
 *
 * @param source the row it comes from, from 0
 * @param target the row it goes to, from 0
 * @param mass how much
 */
public record PlanEntry(int source, int target, double mass) {}
