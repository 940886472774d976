package io.convoy.clustering;

import io.convoy.geometry.DenseCost;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SweepRunner;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.Epsilon;
import io.convoy.transport.PlanRows;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/**
 * {@link PartialClustering} in which rows that are alike share clusters: {@code - smoothness <S, Q
 * Q'>} is added to the objective (SP2OT, arXiv 2404.03446). By majorisation and minimisation: in
 * every round the concave term gives way to its tangent, so that a clustering with costs {@code C -
 * smoothness (S + S') Q} remains.
 *
 * <p>S has no diagonal, so the term is not concave and a round may overshoot. Then the plan goes
 * only part of the way, as far as the objective falls; some part of the way it does, for the
 * tangent's minimiser lies downhill. So the objective never rises.
 *
 * <p>Plan, costs and neighbours are held in this process: {@code 8 n (3 K + 2 degree)} bytes.
 *
 * @param clustering the problem without the term
 * @param smoothness lambda, {@code >= 0}; the paper's is {@code 1000 (1 - mass)}
 * @param degree neighbours of a row, {@code >= 1}; the paper's is 20
 * @param maxRounds {@code >= 1}; the paper's is 100
 */
public record SemanticClustering(
    PartialClustering clustering, double smoothness, int degree, int maxRounds) {

  /** A change of the objective below this ends the rounds; the paper's. */
  private static final double SETTLED = 1e-6;

  /** Halvings of a step before it is none. */
  private static final int HALVINGS = 30;

  public SemanticClustering {
    if (!(smoothness >= 0) || smoothness == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the smoothness must be >= 0 and finite, got " + smoothness);
    }
    if (degree < 1 || maxRounds < 1) {
      throw new IllegalArgumentException(
          "degree and rounds must be >= 1, got " + degree + " and " + maxRounds);
    }
  }

  /**
   * A clustering.
   *
   * @param plan Q, row after row, K masses each
   * @param objective its value before the first round and after each
   * @param steps the part of the way that each round went
   * @param settled whether the last round changed next to nothing
   */
  public record Result(
      double[] plan, List<Double> objective, List<Double> steps, boolean settled) {}

  /**
   * Solves.
   *
   * @param costs C, one row per row with its weight, K costs each; the weights sum to 1
   * @param points z, the same rows in the space where alike means near, in blocks of the same
   *     length
   */
  public Result solve(
      List<PointBlock> costs, List<PointBlock> points, SolverSettings settings, ForkJoinPool pool) {
    PointBlock rows = joined(costs);
    PointBlock where = joined(points);
    if (rows.rows() != where.rows()) {
      throw new IllegalArgumentException(
          "there must be one point per row, got " + where.rows() + " for " + rows.rows());
    }
    Neighbours neighbours = Neighbours.of(new MemoryRunner<>(points, pool), where, degree);
    SolverSettings fixed = settings.withEpsilon(inCost(settings.epsilon(), costs, pool));
    double epsilon = fixed.epsilon().value();
    Objective objective = new Objective(clustering, smoothness, epsilon, rows);

    int clusters = rows.dimension();
    double[] plan = new double[rows.rows() * clusters];
    for (int i = 0; i < plan.length; i++) {
      plan[i] = rows.weight(i / clusters) * clustering.mass() / clusters;
    }
    double[] alike = neighbours.times(plan, clusters);
    List<Double> values = new ArrayList<>(List.of(objective.of(plan, alike)));
    List<Double> steps = new ArrayList<>();
    boolean settled = false;
    while (!settled && steps.size() < maxRounds) {
      double[] next = plan(lowered(costs, alike), fixed, pool);
      double[] nextAlike = neighbours.times(next, clusters);
      double before = values.get(values.size() - 1);
      double step = 1;
      double[] tried = next;
      double[] triedAlike = nextAlike;
      double value = objective.of(tried, triedAlike);
      for (int k = 0; k < HALVINGS && value > before; k++) {
        step /= 2;
        tried = between(plan, next, step);
        triedAlike = between(alike, nextAlike, step);
        value = objective.of(tried, triedAlike);
      }
      if (value > before) {
        settled = true; // rounding is all that is left
      } else {
        settled = before - value < SETTLED;
        plan = tried;
        alike = triedAlike;
        values.add(value);
        steps.add(step);
      }
    }
    return new Result(plan, List.copyOf(values), List.copyOf(steps), settled);
  }

  private Epsilon inCost(Epsilon epsilon, List<PointBlock> costs, ForkJoinPool pool) {
    try (DualOracle oracle = oracle(costs, pool)) {
      return new Epsilon(epsilon.in(CostMoments.of(oracle)), Epsilon.Unit.COST);
    }
  }

  private DualOracle oracle(List<PointBlock> costs, ForkJoinPool pool) {
    int clusters = costs.get(0).dimension();
    return new DualOracle(
        new MemoryRunner<>(costs, pool), clustering.problem(new DenseCost(clusters)));
  }

  private double[] plan(List<PointBlock> costs, SolverSettings settings, ForkJoinPool pool) {
    int clusters = costs.get(0).dimension();
    try (DualOracle oracle = oracle(costs, pool)) {
      TransportResult solved = TransportSolver.solve(oracle, settings);
      PlanRows.Query query =
          PlanRows.Query.potentials(solved.columnPotentials(), solved.epsilon())
              .withLargest(clusters);
      SweepRunner<PointBlock> runner = new MemoryRunner<>(costs, pool);
      double[] plan = new double[costs.stream().mapToInt(PointBlock::rows).sum() * clusters];
      int at = 0;
      for (PlanRows part : runner.collect("plan", PlanRows.visit(oracle), query)) {
        for (int e = 0; e < part.masses().length; e++) {
          plan[at + e / clusters * clusters + part.columns()[e]] = part.masses()[e];
        }
        at += part.masses().length;
      }
      return plan;
    }
  }

  private List<PointBlock> lowered(List<PointBlock> costs, double[] alike) {
    List<PointBlock> lowered = new ArrayList<>();
    int at = 0;
    for (PointBlock block : costs) {
      int clusters = block.dimension();
      double[] values = new double[block.rows() * clusters];
      for (int i = 0; i < values.length; i++, at++) {
        values[i] = block.coordinate(i / clusters, i % clusters) - smoothness * alike[at];
      }
      lowered.add(PointBlock.of(block.index(), clusters, values, block.weights()));
    }
    return lowered;
  }

  private static double[] between(double[] from, double[] to, double step) {
    double[] between = new double[from.length];
    Arrays.setAll(between, i -> from[i] + step * (to[i] - from[i]));
    return between;
  }

  private static PointBlock joined(List<PointBlock> blocks) {
    int d = blocks.get(0).dimension();
    int rows = blocks.stream().mapToInt(PointBlock::rows).sum();
    double[] coordinates = new double[Math.multiplyExact(rows, d)];
    double[] weights = new double[rows];
    double[] x = new double[d];
    int at = 0;
    for (PointBlock block : blocks) {
      for (int i = 0; i < block.rows(); i++, at++) {
        block.read(i, x);
        System.arraycopy(x, 0, coordinates, at * d, d);
        weights[at] = block.weight(i);
      }
    }
    return PointBlock.of(0, d, coordinates, weights);
  }
}
