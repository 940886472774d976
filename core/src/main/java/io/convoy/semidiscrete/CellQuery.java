package io.convoy.semidiscrete;

import io.convoy.random.SeedStream;
import java.io.Serializable;

/**
 * Which samples to draw and which potentials to judge by them.
 *
 * @param g one per site, in cost units
 * @param seeds of the run
 * @param round the number of the draw: other rounds, other samples
 * @param perPiece samples per piece
 */
record CellQuery(double[] g, SeedStream seeds, long round, int perPiece) implements Serializable {}
