/**
 * The library's face over arrays in memory, a sentence for each idea: {@link io.convoy.Transport},
 * {@link io.convoy.RobustMean}, {@link io.convoy.NetworkLasso} and {@link io.convoy.Selection}. The
 * sub-packages behind hold one idea each.
 *
 * <p>Questions are immutable and solutions keep no thread. Nothing here knows Spark, reads a clock
 * or starts a thread that was not asked for; equal settings give the bits of the command line.
 */
package io.convoy;
