/**
 * Which mixture of sources to train on: performance as a function of the shares of sources and of
 * the number of rows, learned from a few small training runs and from transport to the target
 * (Kang, Just, Sahu and Jia, "Performance scaling via optimal transport", NeurIPS 2023, known as
 * projektor).
 *
 * <p>{@link io.convoy.mixture.MixtureTransport} measures how far a mixture is from the target and
 * what each source adds to that. {@link io.convoy.mixture.PerformanceFit} fits performance per size
 * of the runs, {@link io.convoy.mixture.SizeProjection} extends it to another size, and {@link
 * io.convoy.mixture.MixtureAscent} climbs to the mixture that promises most. What it promises is a
 * regression's word: errors of leaving one run out come with every fit, and the amplification of
 * noise with every projection.
 */
package io.convoy.mixture;
