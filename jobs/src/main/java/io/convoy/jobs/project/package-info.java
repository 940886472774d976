/**
 * {@code convoy project}: from a few training runs to the mixture of sources for a larger one.
 *
 * <p>It is told candidate rows, a target and pilot runs; it fits performance to transport costs and
 * shares, climbs to the mixture that promises most, and leaves it beside what the pilots' own fits
 * are worth. Transport is entropic, between samples of the tables, and in this process.
 */
package io.convoy.jobs.project;
