package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Shared;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Visit;
import io.convoy.random.SeedStream;
import java.util.Optional;

/**
 * A semi-discrete problem: samples on one side, sites on the other.
 *
 * <p>Costs as many pairs per iteration as it draws samples times sites, in double.
 *
 * @param <B> the pieces of the samples
 */
public final class SemiDiscrete<B> implements AutoCloseable {

  /** Samples per site and iteration, as in DPM-OT. */
  private static final int PER_SITE = 10;

  private static final int LEAST_SAMPLES = 4096;

  /** The first step in deviations of the cost. */
  private static final double FIRST_STEP = 0.05;

  /** Rounds from here on are fresh to any ascent. */
  private static final long FRESH = 1L << 40;

  private final SweepRunner<B> pieces;
  private final Samples<B> samples;
  private final double[] weights;
  private final SeedStream seeds;
  private final Shared<PointCloud> shared;

  /**
   * Sends the sites to wherever {@code pieces} live.
   *
   * @param weights b, one per site, each {@code > 0}, summing to 1
   */
  public SemiDiscrete(
      SweepRunner<B> pieces,
      Samples<B> samples,
      PointCloud sites,
      double[] weights,
      SeedStream seeds) {
    if (weights.length != sites.columns()) {
      throw new IllegalArgumentException(
          "there must be one weight per site, got " + weights.length + " for " + sites.columns());
    }
    this.pieces = pieces;
    this.samples = samples;
    this.weights = weights;
    this.seeds = seeds;
    this.shared = pieces.share(sites);
  }

  /** Returns the number of samples that every iteration draws: ten per site, at least 4096. */
  public long samplesPerIteration() {
    return (long) perPiece(samplesWanted(weights.length)) * pieces.blocks();
  }

  /** Returns about the number of samples that an iteration draws for so many sites. */
  public static long samplesWanted(int sites) {
    return Math.max(LEAST_SAMPLES, (long) PER_SITE * sites);
  }

  /**
   * Returns the state after some iterations.
   *
   * @param start a state of an earlier run of the same problem, to continue from
   * @param observer sees every iteration, and may end the ascent
   */
  public Loop.Outcome<AscentState, Cells> ascend(
      int iterations, Optional<AscentState> start, LoopObserver<AscentState> observer) {
    int perPiece = (int) (samplesPerIteration() / pieces.blocks());
    StochasticAscent ascent = new StochasticAscent(weights, FIRST_STEP * deviation());
    return new Loop<>(
            (AscentState state) ->
                cells("ascent " + state.iteration(), state.g(), state.iteration(), perPiece),
            ascent,
            new StoppingRule(Double.MIN_NORMAL, iterations),
            observer)
        .run(start.orElseGet(() -> AscentState.start(weights.length)));
  }

  /**
   * Returns what at least {@code count} fresh samples say of potentials.
   *
   * @param g one per site
   */
  public Verification verify(double[] g, long count) {
    return Verification.of(weights, g, cells("verification", g, FRESH, perPiece(count)));
  }

  /**
   * Returns the site that every point of a block is sent to: the one with the least {@code c(x,
   * y_j) - g_j}.
   */
  public Visit<PointBlock, double[], int[]> map() {
    return new Assign(shared);
  }

  private Cells cells(String label, double[] g, long round, int perPiece) {
    return pieces.run(
        label, new CellSweep<>(samples, shared), new CellQuery(g, seeds, round, perPiece));
  }

  private int perPiece(long count) {
    return Math.toIntExact((count + pieces.blocks() - 1) / pieces.blocks());
  }

  /** Returns the deviation of the cost over some samples and some sites. */
  private double deviation() {
    double[] sums = new double[3];
    for (double[] moments :
        pieces.collect("scale of the cost", new CostScale<>(samples, shared, seeds), FRESH + 1)) {
      for (int k = 0; k < sums.length; k++) {
        sums[k] += moments[k];
      }
    }
    double mean = sums[1] / sums[0];
    double deviation = Math.sqrt(Math.max(0, sums[2] / sums[0] - mean * mean));
    return deviation > 0 ? deviation : 1;
  }

  @Override
  public void close() {
    shared.close();
  }
}
