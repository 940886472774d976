package io.convoy.jobs.select.choose;

import io.convoy.geometry.Moments;
import io.convoy.iterate.Shared;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.scan.Draws;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.jobs.work.Holdings;
import io.convoy.selection.Candidates;
import io.convoy.selection.CapacityTransport;
import io.convoy.selection.Coverage;
import io.convoy.selection.Herding;
import io.convoy.selection.Importance;
import io.convoy.selection.KCenter;
import io.convoy.selection.KernelDensity;
import io.convoy.selection.Layers;
import io.convoy.selection.Lead;
import io.convoy.selection.NearestTarget;
import io.convoy.selection.Ranked;
import io.convoy.selection.RoundRobin;
import io.convoy.selection.Selection;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.selection.Terms;
import io.convoy.spark.block.TableBlock;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * Chooses rows of a pool by the method asked for.
 *
 * @param held holds what the result is computed from
 */
public record Chooser(PoolSearch search, Terms terms, Holdings held) {

  /** Candidates per target and row of the budget that a target gets; fewer rarely suffice. */
  private static final int PER_SHARE = 3;

  /**
   * Chooses.
   *
   * @throws JobFailure if the driver has no room for the candidates, or the terms cannot be met
   */
  public Choice choose() {
    return switch (search.settings().method()) {
      case OT -> covered();
      case TAROT ->
          amongNearest(
              found ->
                  Layers.select(
                      found.candidates(),
                      found.rows(),
                      search.targets(),
                      search.weights(),
                      terms,
                      terms.maxRepeat() > 1));
      case ROUND_ROBIN ->
          amongNearest(found -> RoundRobin.select(found.candidates(), found.rows(), terms));
      case TSDS ->
          amongNearest(
              found ->
                  KernelDensity.select(
                      found.candidates(),
                      found.rows(),
                      search.weights(),
                      terms,
                      Draws.of(search.settings().seed(), found.ids())));
      case LAVA -> {
        DualGradient gradient = DualGradient.of(search, held);
        yield lowest(gradient::lowest).with(gradient.values());
      }
      case DSIR -> {
        Importance importance = importance();
        yield lowest(k -> byImportance(importance, k));
      }
      case NEAREST -> lowest(this::byDistance);
      case HERDING ->
          ofAll(
              rows ->
                  Herding.select(
                      rows,
                      search.targets(),
                      search.weights(),
                      terms,
                      search.settings().labelCost().isPresent()));
      case K_CENTER -> ofAll(rows -> KCenter.select(rows, terms));
      case RANDOM -> random();
    };
  }

  /** Returns rows by chance, for comparison too. */
  public Choice random() {
    return widened(
        (int) Math.min(places(), rowsAtFirst()),
        k -> once(search.pool().drawn(k)),
        found -> Ranked.select(found.candidates(), found.rows(), terms),
        0);
  }

  /**
   * Returns the places of a list that has room for every row, and so shows that none is left out.
   */
  private long places() {
    return search.pool().rows() + 1;
  }

  private int reported(int k) {
    return (int) Math.min(search.pool().rows(), k);
  }

  /** Returns how many rows a budget is likely to need. */
  private long rowsAtFirst() {
    return terms.byTokens() ? Math.min(terms.budget(), 1024) : terms.budget();
  }

  private int firstEdges() {
    long share = (rowsAtFirst() + search.weights().length - 1L) / search.weights().length;
    return (int) Math.min(places(), Math.max(8, PER_SHARE * share));
  }

  /** Only methods that need no more than candidates choose from a pool that was seen before. */
  private PoolScan scan() {
    return search.scan().orElseThrow();
  }

  private interface Method {
    Selection select(Scanned found);
  }

  private interface OfRows {
    Selection select(Shortlist rows);
  }

  private Choice amongNearest(Method method) {
    return widened(firstEdges(), k -> once(search.pool().nearest(k)), method, 1);
  }

  private Choice lowest(IntFunction<Candidates> scores) {
    return widened(
        (int) Math.min(places(), rowsAtFirst()),
        k -> once(scan().shortlist(scores.apply(k))),
        found -> Ranked.select(found.candidates(), found.rows(), terms),
        0);
  }

  private Choice ofAll(OfRows method) {
    PoolScan scan = scan();
    int rows = Math.toIntExact(scan.rows());
    Candidates alike = scan.lowest("all rows", (own, block) -> new double[block.rows()], "", rows);
    Scanned all = once(scan.shortlist(alike)).candidatesOnly();
    return met(new Choice(all, method.select(all.rows())));
  }

  private Scanned once(Scanned found) {
    return found.once(search.settings().leftOut().nearDuplicates());
  }

  /** Returns what a method chooses once there are candidates enough. */
  private Choice widened(int first, IntFunction<Scanned> scanned, Method method, int edges) {
    int k = first;
    for (int widenings = 0; ; widenings++) {
      Scanned found = scanned.apply(k);
      Selection selection = method.select(found);
      if (selection.complete() || k == places()) {
        return met(
            new Choice(
                found,
                selection,
                Optional.empty(),
                edges * reported(k),
                widenings,
                Optional.empty()));
      }
      k = (int) Math.min(places(), 2L * k);
    }
  }

  private Choice covered() {
    int k = firstEdges();
    for (int widenings = 0; ; widenings++) {
      Scanned found = once(search.pool().nearest(k));
      Optional<Coverage> cover =
          CapacityTransport.solve(found.candidates(), found.rows(), search.weights(), terms);
      boolean all = k == places();
      if (cover.isPresent() && (cover.get().certificate() || all)) {
        return met(of(cover.get(), found, reported(k), widenings));
      }
      if (all) {
        throw unmet(found.candidatesOnly().rows().count());
      }
      k = (int) Math.min(places(), 2L * k);
    }
  }

  private Choice of(Coverage cover, Scanned found, int edges, int widenings) {
    Selection selection = cover.selection(found.candidates(), found.rows(), terms);
    return new Choice(found, selection, Optional.of(cover), edges, widenings, Optional.empty());
  }

  /** Returns the choice, which meets its terms. */
  private Choice met(Choice choice) {
    if (!terms.byTokens() && choice.taken() < terms.budget()) {
      throw unmet(choice.taken());
    }
    if (choice.taken() == 0) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "budget is " + terms.budget() + " tokens and no row has so few; ask for more",
          null);
    }
    return choice;
  }

  private JobFailure unmet(long rows) {
    OptionalDouble near = search.settings().leftOut().nearDuplicates();
    String distance =
        near.isEmpty()
            ? ""
            : ": the others repeat them up to near-duplicates " + near.getAsDouble();
    return new JobFailure(
        ExitCode.INFEASIBLE,
        "only "
            + rows
            + " rows can be selected of the "
            + terms.budget()
            + " asked for"
            + distance
            + "; ask for at most that many",
        null);
  }

  private record Distances(Lead lead, Shared<Targets> targets) implements Serializable {}

  private Candidates byDistance(int k) {
    return scan()
        .lowest(
            "distances to the nearest target",
            (wanted, block) ->
                NearestTarget.costs(wanted.targets().value(), wanted.lead(), block.points()),
            new Distances(scan().lead(), scan().targets()),
            k);
  }

  private Importance importance() {
    Lead lead = scan().lead();
    double[][] edges =
        Importance.edges(scan().pool().runner().run("moments", Moments.sweep(), ""), lead.count());
    long[] inPool =
        scan().pool().runner().run("density", new Importance.Count(lead.count()), edges);
    long[] inTargets = new Importance.Count(0).visit(edges, search.targets().points());
    return Importance.of(edges, inPool, inTargets);
  }

  private record Ratios(Importance importance, int lead, long seed) implements Serializable {}

  private Candidates byImportance(Importance importance, int k) {
    return scan()
        .lowest(
            "density ratios",
            Chooser::ratios,
            new Ratios(importance, scan().lead().count(), search.settings().seed()),
            k);
  }

  private static double[] ratios(Ratios wanted, TableBlock block) {
    double[] scores = Draws.of(wanted.seed(), block.ids());
    for (int i = 0; i < scores.length; i++) {
      scores[i] = wanted.importance().score(block.points(), i, wanted.lead(), scores[i]);
    }
    return scores;
  }
}
