package io.convoy.jobs.select;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.random.SeedStream;
import io.convoy.selection.Candidates;
import io.convoy.selection.CapacityTransport;
import io.convoy.selection.Coverage;
import io.convoy.selection.NearestSweep;
import io.convoy.selection.Targets;
import io.convoy.spark.PointTable;
import io.convoy.spark.SparkRunner;
import io.convoy.spark.TableBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses rows of a pool by the method asked for. */
final class Chooser {

  /** Candidates per target and row of the budget that a target gets; fewer rarely suffice. */
  private static final int PER_SHARE = 3;

  /** One block of so many is looked at first. */
  private static final int SAMPLED = 32;

  /** Bytes of a candidate on its way. */
  private static final long BYTES = 2 * (Double.BYTES + Long.BYTES);

  private final SelectSettings settings;
  private final PointTable pool;
  private final SparkRunner<PointBlock> runner;
  private final Shared<Targets> targets;
  private final double[] weights;
  private final int budget;

  Chooser(
      SelectSettings settings,
      PointTable pool,
      Shared<Targets> targets,
      double[] weights,
      int budget) {
    this.settings = settings;
    this.pool = pool;
    this.runner = pool.runner();
    this.targets = targets;
    this.weights = weights;
    this.budget = budget;
  }

  /**
   * Chooses.
   *
   * @throws JobFailure if the driver has no room for the candidates
   */
  Choice choose() {
    return switch (settings.method()) {
      case OT -> covered();
      case ROUND_ROBIN -> inTurn();
      case NEAREST -> lowest(distances(), -1);
      case RANDOM -> random();
    };
  }

  /** Returns rows by chance, for comparison too. */
  Choice random() {
    return lowest(draws(), 0);
  }

  private int firstEdges() {
    long share = (budget + weights.length - 1L) / weights.length;
    return (int) Math.min(pool.rows(), PER_SHARE * share);
  }

  private Candidates nearest(int k) {
    long bytes = BYTES * weights.length * k;
    if (bytes > Runtime.getRuntime().maxMemory() / 4) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "the nearest "
              + k
              + " rows of "
              + weights.length
              + " targets pass through the driver and take "
              + ((bytes >> 20) + 1)
              + " MB of at most a quarter of its "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB; give more with --driver-memory, or a smaller --budget",
          null);
    }
    NearestSweep.Query query = NearestSweep.Query.of(targets, k, pool.blockRows());
    int some = runner.blocks() / SAMPLED;
    if ((long) some * pool.blockRows() >= 2L * k) {
      // a few blocks say from where on rows cannot be among the nearest
      query = query.within(runner.run("first rows", new NearestSweep(), query.in(some)));
    }
    return runner.run("nearest rows", new NearestSweep(), query);
  }

  private Choice covered() {
    int k = firstEdges();
    for (int widenings = 0; ; widenings++) {
      Optional<Coverage> cover = CapacityTransport.solve(nearest(k), weights, budget);
      boolean all = k >= pool.rows();
      if (cover.isPresent() && (cover.get().certificate() || all)) {
        return of(cover.get(), k, widenings);
      }
      k = (int) Math.min(pool.rows(), 2L * k);
    }
  }

  private Choice of(Coverage cover, int edges, int widenings) {
    List<Long> taken = cover.selected(budget);
    long[] places = taken.stream().mapToLong(Long::longValue).toArray();
    double[] scores = new double[places.length];
    double[] masses = new double[places.length];
    double[] prices = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      int at = Arrays.binarySearch(cover.rows(), places[i]);
      masses[i] = cover.masses()[at];
      prices[i] = cover.rowPrices()[at];
      scores[i] = masses[i] * budget;
    }
    return new Choice(places, scores, masses, prices, Optional.of(cover), edges, widenings);
  }

  private Choice inTurn() {
    int k = firstEdges();
    for (int widenings = 0; ; widenings++) {
      Candidates candidates = nearest(k);
      TreeMap<Long, Double> taken = new TreeMap<>();
      int[] next = new int[weights.length];
      boolean out = false;
      for (int turn = 0; !out && taken.size() < budget; turn++) {
        for (int j = 0; !out && j < weights.length && taken.size() < budget; j++) {
          while (next[j] < candidates.count(j) && taken.containsKey(candidates.row(j, next[j]))) {
            next[j]++;
          }
          out = next[j] == candidates.count(j) && k < pool.rows();
          if (next[j] < candidates.count(j)) {
            taken.put(candidates.row(j, next[j]++), -1.0 - turn);
          }
        }
      }
      if (!out) {
        return Choice.alike(
            taken.keySet().stream().mapToLong(Long::longValue).toArray(),
            taken.values().stream().mapToDouble(Double::doubleValue).toArray(),
            k,
            widenings);
      }
      k = (int) Math.min(pool.rows(), 2L * k);
    }
  }

  /** Returns the rows of the lowest numbers, of equal ones the first. */
  private Choice lowest(double[] numbers, double sign) {
    Integer[] order = new Integer[numbers.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(numbers[a], numbers[b])); // stable
    long[] places = Arrays.stream(order).limit(budget).mapToLong(i -> i).sorted().toArray();
    double[] scores = Arrays.stream(places).mapToDouble(i -> sign * numbers[(int) i]).toArray();
    return Choice.alike(places, scores, 0, 0);
  }

  private double[] distances() {
    Shared<Targets> wanted = targets;
    return joined(
        runner.collect(
            "distances to the nearest target",
            (state, block) -> {
              double[] nearest = new double[block.rows()];
              for (int i = 0; i < nearest.length; i++) {
                nearest[i] = Arrays.stream(wanted.value().costs(block, i)).min().orElseThrow();
              }
              return nearest;
            },
            ""));
  }

  private double[] draws() {
    SeedStream seeds = new SeedStream(settings.seed());
    return joined(
        SparkRunner.over(pool.blocks(), runner.blocks())
            .collect("draw", (stream, block) -> draws(stream, block), seeds));
  }

  private static double[] draws(SeedStream seeds, TableBlock block) {
    double[] draws = new double[block.rows()];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = seeds.at(0, hash(block.ids().text(i))).nextDouble();
    }
    return draws;
  }

  /** FNV-1a, 64 bits, of the characters. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static double[] joined(List<double[]> parts) {
    List<double[]> all = new ArrayList<>(parts);
    double[] joined = new double[all.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : all) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
