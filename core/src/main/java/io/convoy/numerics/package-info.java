/**
 * The inner loops: exponents of a tile of pairs, powers of two, and scaled sums, on plain arrays.
 *
 * <p>{@link io.convoy.numerics.Kernels} is the facade; behind it stand the vector provider
 * (jdk.incubator.vector) and the scalar provider, which adds in the same order with the same fused
 * operations, so both return the same bits on every machine, whatever its lane width. Accuracy is
 * tested against {@code Math.exp} in double.
 *
 * <p>Sums run over {@value io.convoy.numerics.Kernels#PANEL} virtual lanes that are joined pairwise
 * in double; sums of products over many coordinates are sums of the sums of stretches of them.
 */
package io.convoy.numerics;
