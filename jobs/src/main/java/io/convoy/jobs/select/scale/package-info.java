/**
 * What is done to features before rows are compared: nothing, mean 0 and deviation 1, whitening, or
 * gradients of a model of the labels in their place.
 *
 * <p>A scale is a few numbers that can be kept, so that later rows are measured as the first were,
 * and says how far new rows have moved from it.
 */
package io.convoy.jobs.select.scale;
