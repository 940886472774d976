package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import java.io.Serializable;

/**
 * Samples of one piece and where they are sent.
 *
 * @param points the samples
 * @param sites the number of the site of each
 */
public record MappedSamples(PointBlock points, int[] sites) implements Serializable {}
