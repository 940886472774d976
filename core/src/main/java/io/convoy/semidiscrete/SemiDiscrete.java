package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Loop;
import io.convoy.iterate.LoopObserver;
import io.convoy.iterate.Shared;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Visit;
import io.convoy.random.SeedStream;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.SolverMethod;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportSolver;
import java.util.List;
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

  /** The first step in units of the blur that the start was found at. */
  private static final double FIRST_STEP = 0.1;

  /** The largest blur, in deviations of the cost. */
  private static final double MOST_BLUR = 0.05;

  /** The smallest: below it the start costs more iterations than it saves. */
  private static final double LEAST_BLUR = 1e-4;

  /** How well the start is solved: better than its samples are. */
  private static final double START_TOLERANCE = 0.01;

  private static final int START_ITERATIONS = 500;

  /** Dimensions up to which cells have few neighbours, and samples see all of their borders. */
  private static final int LOW_DIMENSION = 3;

  private static final int NEWTON_STEPS = 10;

  /** Samples of a Newton step in those of an iteration of ascent: ten take as long as 640. */
  private static final int NEWTON_SAMPLES = 64;

  /** The width of a border in mean slacks: wide enough to hold samples, narrow beside a cell. */
  private static final double BORDER = 0.2;

  /** Rounds from here on are fresh to any ascent. */
  private static final long FRESH = 1L << 40;

  private static final long SCALE = FRESH + 1;
  private static final long START = FRESH + 2;
  private static final long NEWTON = FRESH + 3;

  private final SweepRunner<B> pieces;
  private final Samples<B> samples;
  private final PointCloud sites;
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
    this.sites = sites;
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
   * <p>Begins at the potentials of an entropic problem between as many samples as an iteration
   * draws and the sites, at an epsilon of about the cost across a cell: a start that is off by its
   * samples and its blur, from where steps can be small.
   *
   * @param start a state of an earlier run of the same problem, to continue from
   * @param observer sees every iteration, and may end the ascent
   * @throws ArithmeticException if the costs overflow
   */
  public Loop.Outcome<AscentState, Cells> ascend(
      int iterations, Optional<AscentState> start, LoopObserver<AscentState> observer) {
    int perPiece = (int) (samplesPerIteration() / pieces.blocks());
    double blur = blur();
    StochasticAscent ascent = new StochasticAscent(weights, FIRST_STEP * blur);
    return new Loop<>(
            (AscentState state) ->
                cells("ascent " + state.iteration(), state.g(), state.iteration(), perPiece),
            ascent,
            new StoppingRule(Double.MIN_NORMAL, iterations),
            observer)
        .run(start.orElseGet(() -> AscentState.at(entropic(blur, perPiece))));
  }

  /** Returns the potentials of the entropic problem of a sample. */
  private double[] entropic(double epsilon, int perPiece) {
    DrawnRows<B> rows = new DrawnRows<>(pieces, samples, seeds, START, perPiece);
    try (DualOracle oracle = new DualOracle(rows, TransportProblem.balanced(sites, weights))) {
      SolverSettings settings =
          new SolverSettings(
              new Epsilon(epsilon, Epsilon.Unit.COST),
              START_TOLERANCE,
              START_ITERATIONS,
              Precision.FLOAT,
              true,
              SolverMethod.MOMENTUM);
      return TransportSolver.solve(oracle, settings).columnPotentials();
    }
  }

  /**
   * Returns about the cost across a cell: {@code m} cells of a {@code d}-dimensional cloud have
   * {@code m^(-1/d)} of its width, and the squared distance is a square.
   */
  private double blur() {
    double share = Math.pow(weights.length, -2.0 / sites.dimension());
    return Math.max(LEAST_BLUR, Math.min(MOST_BLUR, share)) * deviation();
  }

  /** Returns whether {@link #refine} is of use: in low dimension, between two sites or more. */
  public boolean refines() {
    return sites.dimension() <= LOW_DIMENSION && weights.length > 1;
  }

  /**
   * Returns potentials after some Newton steps from {@code g}, each by fresh samples; the k-th is
   * taken for a k-th part, which averages the noise of their masses away as the mean over all of
   * them would. Where an ascent has stopped short this is much closer; where it has not, no worse
   * but for noise.
   */
  public double[] refine(double[] g) {
    int perPiece = perPiece(NEWTON_SAMPLES * samplesPerIteration());
    double width = BORDER * borders("slack", g, 0, NEWTON, perPiece).slack();
    double[] refined = g.clone();
    int near = 1;
    for (int k = 1; width > 0 && k <= NEWTON_STEPS; k++) {
      Borders borders = borders("newton " + k, refined, width, NEWTON + k, perPiece);
      NewtonStep.Step step = new NewtonStep(borders, width).of(weights);
      for (int j = 0; j < refined.length; j++) {
        refined[j] += step.g()[j] / near;
      }
      near += step.length() == 1 ? 1 : 0;
      width = BORDER * borders.slack();
    }
    return refined;
  }

  private Borders borders(String label, double[] g, double width, long round, int perPiece) {
    return pieces.run(
        label, new BorderSweep<>(samples, shared, width), new CellQuery(g, seeds, round, perPiece));
  }

  /**
   * Returns what at least {@code count} fresh samples say of potentials.
   *
   * @param g one per site
   */
  public Verification verify(double[] g, long count) {
    return Verification.of(weights, g, cells("verification", g, FRESH, perPiece(count)));
  }

  /** Returns the samples that {@link #verify} judges by, piece by piece, and their sites. */
  public List<MappedSamples> mapped(double[] g, long count) {
    return pieces.collect(
        "map of samples",
        new MapSamples<>(samples, shared),
        new CellQuery(g, seeds, FRESH, perPiece(count)));
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
        pieces.collect("scale of the cost", new CostScale<>(samples, shared, seeds), SCALE)) {
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
