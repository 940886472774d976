package io.convoy;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SweepRunner;
import io.convoy.robust.Aggregator;
import io.convoy.robust.MemoryVectors;
import io.convoy.robust.Plan;
import io.convoy.robust.Reference;
import io.convoy.robust.RobustRule;
import io.convoy.robust.RuleName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * The mean of vectors of which some may lie: gradients of workers, models of silos.
 *
 * <pre>{@code
 * RobustAggregate aggregate =
 *     RobustMean.of(gradients).rule("nnm+trimmed-mean").byzantine(2).aggregate();
 * }</pre>
 *
 * <p>Immutable: every verb returns a new question, the vectors are copied. A vector with a value
 * that is not finite is rejected whatever the rule, and counts as one of those that lie.
 */
public final class RobustMean {

  /** Coordinates that a thread combines at a time. */
  private static final int WIDTH = 1 << 14;

  private final double[][] vectors;
  private final String rule;
  private final int byzantine;
  private final double[] reference;
  private final long seed;
  private final Workers workers;

  private RobustMean(
      double[][] vectors,
      String rule,
      int byzantine,
      double[] reference,
      long seed,
      Workers workers) {
    this.vectors = vectors;
    this.rule = rule;
    this.byzantine = byzantine;
    this.reference = reference;
    this.seed = seed;
    this.workers = workers;
  }

  /**
   * Returns the question of what vectors agree on, by nearest-neighbour mixing and the trimmed mean
   * of each coordinate, as the command line trains; at first as if none lies.
   *
   * @throws IllegalArgumentException if there are none, or they are not all of one length
   */
  public static RobustMean of(double[][] vectors) {
    double[][] copies = Points.copy("vectors", vectors);
    return new RobustMean(copies, "nnm+trimmed-mean", 0, new double[0], 0, Workers.CALLER);
  }

  /**
   * Returns the question with another rule, such as {@code median}, {@code geometric-median},
   * {@code multi-krum} or {@code bucketing+krum}.
   */
  public RobustMean rule(String name) {
    RuleName.parse(name, vectors.length, byzantine, seed);
    return new RobustMean(vectors, name, byzantine, reference, seed, workers);
  }

  /** Returns the question with how many vectors may lie. */
  public RobustMean byzantine(int f) {
    if (f < 0) {
      throw new IllegalArgumentException("byzantine must be >= 0, got " + f);
    }
    return new RobustMean(vectors, rule, f, reference, seed, workers);
  }

  /**
   * Returns the question with a vector that the honest ones are near, such as the last aggregate;
   * the rules that clip begin there instead of at 0.
   */
  public RobustMean near(double[] vector) {
    if (vector.length != vectors[0].length) {
      throw new IllegalArgumentException(
          "near must have one value per coordinate, got "
              + vector.length
              + " for "
              + vectors[0].length);
    }
    Points.requireFinite("near", vector);
    return new RobustMean(vectors, rule, byzantine, vector.clone(), seed, workers);
  }

  /** Returns the question with a seed for rules that draw buckets. */
  public RobustMean seed(long other) {
    return new RobustMean(vectors, rule, byzantine, reference, other, workers);
  }

  /** Returns the question with so many threads to work on it, which live while it is worked on. */
  public RobustMean threads(int threads) {
    return new RobustMean(vectors, rule, byzantine, reference, seed, Workers.of(threads));
  }

  /** Returns the question with the threads of a pool to work on it, which stays the caller's. */
  public RobustMean pool(ForkJoinPool pool) {
    return new RobustMean(vectors, rule, byzantine, reference, seed, Workers.of(pool));
  }

  /**
   * Returns the aggregate.
   *
   * @throws IllegalArgumentException if more vectors are not finite than may lie, or the rule needs
   *     more vectors for so many that lie
   */
  public RobustAggregate aggregate() {
    int[] sound =
        IntStream.range(0, vectors.length)
            .filter(i -> Arrays.stream(vectors[i]).allMatch(Double::isFinite))
            .toArray();
    int broken = vectors.length - sound.length;
    if (broken > byzantine) {
      throw new IllegalArgumentException(
          broken
              + " of "
              + vectors.length
              + " vectors have values that are not finite, the first at "
              + firstBroken()
              + ", and byzantine allows "
              + byzantine);
    }
    int p = sound.length;
    RobustRule known = RuleName.parse(rule, p, byzantine - broken, seed);
    List<PointBlock> rows = new ArrayList<>();
    for (int i : sound) {
      rows.add(PointBlock.of(0, vectors[i].length, vectors[i], new double[] {1}));
    }
    return workers.sweep(MemoryVectors.cut(rows, WIDTH), blocks -> aggregate(blocks, sound, known));
  }

  private RobustAggregate aggregate(SweepRunner<PointBlock> blocks, int[] sound, RobustRule known) {
    Reference near = new Reference(reference, WIDTH);
    int p = sound.length;
    Plan plan = Aggregator.plan(blocks, p, known, near);
    double[] weights = new double[vectors.length];
    if (plan instanceof Plan.Coefficients sum) {
      for (int k = 0; k < p; k++) {
        weights[sound[k]] = sum.a()[k];
      }
    } else {
      for (int i : sound) {
        weights[i] = Double.NaN;
      }
    }
    return new RobustAggregate(Aggregator.carryOut(blocks, plan, near), weights);
  }

  private String firstBroken() {
    for (int i = 0; i < vectors.length; i++) {
      for (int k = 0; k < vectors[i].length; k++) {
        if (!Double.isFinite(vectors[i][k])) {
          return "vectors[" + i + "][" + k + "], " + vectors[i][k];
        }
      }
    }
    throw new AssertionError("all are finite");
  }
}
