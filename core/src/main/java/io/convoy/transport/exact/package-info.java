/**
 * The unregularised optimum of small problems, as a vertex and not as a limit.
 *
 * <p>{@link io.convoy.transport.exact.ExactTransport} takes weights and a cost to a plan, its value
 * and dual potentials that prove it: up to a few thousand rows, in memory, where it is the leaf of
 * larger methods and what they are tested against.
 *
 * <p>The flows are found by OR-Tools, whose native library is unpacked when the first problem is
 * solved. Nothing here depends on the entropic solvers.
 */
package io.convoy.transport.exact;
