/**
 * Microbenchmarks, one class per family of kernels, each with its number of pairs as the operations
 * of one invocation, so that scores are pairs per second. Run by the profile {@code bench}; {@code
 * convoy bench} measures the whole path.
 */
package io.convoy.bench;
