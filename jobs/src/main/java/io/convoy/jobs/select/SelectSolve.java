package io.convoy.jobs.select;

import io.convoy.iterate.Shared;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Budget;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.jobs.settings.SelectionMethod;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.numerics.Kernels;
import io.convoy.selection.AutomaticBudget;
import io.convoy.selection.Coverage;
import io.convoy.selection.GroupTotals;
import io.convoy.selection.Targets;
import io.convoy.selection.Terms;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Selects rows of a pool, and says what the selection is worth. */
public final class SelectSolve {

  /** Nearest rows per target that a budget is looked for among, at first. */
  private static final int NEAR = 64;

  private SelectSolve() {}

  /**
   * What a selection is made of.
   *
   * @param exclude ids that are not selected
   * @param partitions the hash of the files of each partition of the pool, by its value, if it
   *     grows
   * @param state what earlier dates left, read if the pool grows
   */
  public record Request(
      SparkSession spark,
      SelectSettings settings,
      OpenTable pool,
      OpenTable target,
      Optional<OpenTable> exclude,
      NavigableMap<String, String> partitions,
      PoolState state) {}

  /**
   * Returns what would be selected from what, in a few lines, after reading and checking all of it.
   *
   * @throws JobFailure as {@link #solve} does
   */
  public static List<String> plan(Request request) {
    SelectSettings settings = request.settings();
    try (Holdings held = new Holdings()) {
      Prepared prepared = Prepared.of(request, held);
      PointTable.Gathered gathered = prepared.target().gather();
      Targets targets = Targets.of(gathered.points(), prepared.lead(), settings.labelCost());
      Shared<Targets> shared = held.hold(prepared.target().runner().share(targets));
      PoolCandidates pool = prepared.candidates(prepared.scan(shared), shared);
      Map<String, Object> numbers = new LinkedHashMap<>();
      Terms terms = terms(settings, pool, targets, numbers);
      prepared.describe(numbers);
      List<String> lines = new ArrayList<>();
      lines.add(
          "would select "
              + terms.budget()
              + (terms.byTokens() ? " tokens" : " rows")
              + " by "
              + settings.method()
              + " from "
              + pool.rows()
              + " pool rows for "
              + targets.count()
              + " targets");
      GroupTotals totals = pool.totals();
      for (int g = 1; g < terms.quotas().groups(); g++) {
        long most = terms.quotas().most()[g];
        lines.add(
            "quota "
                + terms.quotas().names().get(g)
                + ": at least "
                + terms.quotas().least()[g]
                + (most < Long.MAX_VALUE ? ", at most " + most : "")
                + ", the pool has "
                + totals.of(g, terms.byTokens(), terms.maxRepeat()));
      }
      numbers.forEach((name, value) -> lines.add(name + ": " + value));
      lines.add("dry run: nothing was written");
      return lines;
    }
  }

  /**
   * Selects.
   *
   * @throws JobFailure if the tables break their contract, or the terms cannot be met
   */
  public static Solved solve(Request request) {
    Holdings held = new Holdings();
    try {
      return solve(request, held);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private static Solved solve(Request request, Holdings held) {
    SelectSettings settings = request.settings();
    Stopwatch watch = new Stopwatch();
    PoolTables read = Prepared.tables(request);
    if (read.nothingLeft()) {
      return nothing(request, read, watch);
    }
    Prepared prepared = new Prepared(request, read, held);
    PointTable target = prepared.target();
    PointTable.Gathered gathered = target.gather();
    Targets targets = Targets.of(gathered.points(), prepared.lead(), settings.labelCost());
    Shared<Targets> shared = held.hold(target.runner().share(targets));
    double[] weights = gathered.points().weights();
    Optional<PoolScan> scan = prepared.scan(shared);
    PoolCandidates pool = prepared.candidates(scan, shared);
    watch.lap("read");

    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("method", settings.method().toString());
    Terms terms = terms(settings, pool, targets, numbers);
    SelectionTables made =
        new SelectionTables(
            request.spark(),
            settings,
            terms,
            targets,
            gathered.ids(),
            prepared.idType(),
            target.idType());
    Chooser chooser = new Chooser(settings, scan, pool, targets, weights, terms, held);
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    if (settings.clusters().isPresent()) {
      ClusterSolve clusters =
          new ClusterSolve(scan.orElseThrow(), targets, weights, settings.seed(), held);
      ofClusters(clusters, settings.clusters().getAsInt(), made, weights, chooser, numbers, tables);
    } else {
      ofRows(prepared, made, weights, chooser, numbers, tables);
    }
    watch.lap("choose");
    tables.computeIfPresent(
        "selection", (name, rows) -> KeptColumns.join(rows, prepared.table(), settings.keep()));
    if (settings.quarantine()) {
      tables.put("quarantined", prepared.quarantined());
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pool", pool.rows());
    counts.put("target", target.rows());
    return new Solved(
        Ending.DONE,
        counts,
        numbers,
        List.of(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        "spark",
        held::close);
  }

  /**
   * Returns the selection from a pool of which every row is excluded: none, which a later reader
   * must find where an earlier selection may have been.
   *
   * @throws JobFailure if so many rows were asked for
   */
  private static Solved nothing(Request request, PoolTables read, Stopwatch watch) {
    SelectSettings settings = request.settings();
    if (settings.rules().budget() instanceof Budget.Rows rows) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "budget is "
              + rows.count()
              + " rows and all "
              + read.excluded()
              + " rows of the pool are excluded; a share of the pool would select none",
          null);
    }
    StructType selection =
        SelectionTables.schema(Prepared.idType(read.pool()), Prepared.idType(read.target()));
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    tables.put(
        "selection",
        KeptColumns.join(
            request.spark().createDataFrame(List.of(), selection), read.pool(), settings.keep()));
    tables.put(
        "targets",
        request
            .spark()
            .createDataFrame(
                List.of(), SelectionTables.targetsSchema(Prepared.idType(read.target()))));
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("method", settings.method().toString());
    numbers.put("selected", 0);
    numbers.put("budget", 0);
    numbers.put("excluded", read.excluded());
    return new Solved(
        Ending.DONE,
        Map.of("pool", 0L),
        numbers,
        List.of(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        "spark",
        () -> {});
  }

  private static void ofRows(
      Prepared prepared,
      SelectionTables made,
      double[] weights,
      Chooser chooser,
      Map<String, Object> numbers,
      Map<String, Dataset<Row>> tables) {
    Terms terms = made.terms();
    Choice choice = chooser.choose();
    numbers.put("selected", choice.rows().length);
    numbers.put("budget", terms.budget());
    if (terms.byTokens() || terms.maxRepeat() > 1) {
      numbers.put(terms.byTokens() ? "tokens" : "repeats", used(choice, terms));
    }
    Judge judge = new Judge(made.targets(), weights, terms);
    Optional<Coverage> own = judge.cover(choice);
    own.ifPresent(cover -> numbers.put("transport-cost", cover.cost()));
    if (made.settings().method() != SelectionMethod.RANDOM && judge.canJudge(choice)) {
      judge.cover(chooser.random()).ifPresent(cover -> numbers.put("random-cost", cover.cost()));
    }
    describe(choice, terms, numbers);
    prepared.save(terms.budget());
    prepared.describe(numbers);
    numbers.put("selection-digest", SelectionTables.digest(choice));
    int[] nearest = made.nearest(choice);
    tables.put("selection", made.selection(choice, nearest));
    tables.put("targets", made.targets(weights, choice, nearest, own));
    chooser.values().ifPresent(values -> tables.put("values", values));
  }

  private static void ofClusters(
      ClusterSolve clusters,
      int count,
      SelectionTables made,
      double[] weights,
      Chooser chooser,
      Map<String, Object> numbers,
      Map<String, Dataset<Row>> tables) {
    Terms terms = made.terms();
    ClusterSolve.Outcome found =
        clusters.solve(count, terms.budget(), made.targetIds(), made.idType(), made.targetIdType());
    numbers.put("selected", found.selected());
    numbers.put("budget", terms.budget());
    if (found.places().isPresent()) {
      Judge judge = new Judge(made.targets(), weights, terms);
      judge
          .cover(clusters.choice(found.places().get()))
          .ifPresent(cover -> numbers.put("transport-cost", cover.cost()));
      judge.cover(chooser.random()).ifPresent(cover -> numbers.put("random-cost", cover.cost()));
    }
    numbers.put("certificate", "none");
    numbers.put("plan-cost", found.cost());
    numbers.put("epsilon", found.epsilon());
    numbers.put("pool-clusters", found.clusters());
    numbers.put("selection-digest", found.digest());
    tables.put("selection", found.rows());
    tables.put("targets", made.targets(weights, j -> found.prices()[j], j -> null, j -> null));
  }

  private static Terms terms(
      SelectSettings settings, PoolCandidates pool, Targets targets, Map<String, Object> numbers) {
    Budget asked = settings.rules().budget();
    long budget;
    if (asked instanceof Budget.Automatic) {
      AutomaticBudget found = automatic(settings, pool, targets);
      numbers.put("nearest-per-target", found.near());
      budget = found.rows();
    } else if (asked instanceof Budget.Share share) {
      budget = share.of(pool.rows());
    } else if (asked instanceof Budget.Tokens tokens) {
      budget = tokens.count();
    } else {
      budget = ((Budget.Rows) asked).count();
    }
    return BudgetTerms.of(settings.rules(), budget, pool.totals());
  }

  private static AutomaticBudget automatic(
      SelectSettings settings, PoolCandidates pool, Targets targets) {
    long most = pool.rows() + 1; // with a place to spare a list shows that it has every row
    int k = (int) Math.min(most, NEAR);
    while (true) {
      Scanned found = pool.nearest(k).once(settings.rules().nearDuplicates());
      AutomaticBudget budget =
          AutomaticBudget.of(
              found.candidates(),
              settings.rules().quotas().size() + 1,
              found.rows(),
              targets,
              settings.seed());
      if (!budget.reached() || k == most) {
        return budget;
      }
      k = (int) Math.min(most, 4L * k);
    }
  }

  private static long used(Choice choice, Terms terms) {
    long used = 0;
    for (int row : choice.rows()) {
      used += choice.selection().repeats()[row] * terms.size(choice.shortlist(), row);
    }
    return used;
  }

  private static void describe(Choice choice, Terms terms, Map<String, Object> numbers) {
    if (choice.cover().isPresent()) {
      Coverage cover = choice.cover().get();
      numbers.put("certificate", cover.certificate() ? "exact" : "none");
      numbers.put("plan-cost", cover.cost());
      numbers.put("lower-bound", cover.lowerBound());
      numbers.put("gap", cover.cost() - cover.lowerBound());
    }
    if (choice.edges() > 0) {
      numbers.put("edges-per-target", choice.edges());
      numbers.put("widenings", choice.widenings());
    }
    if (!terms.quotas().isEmpty()) {
      long[] taken = new long[terms.quotas().groups()];
      for (int row : choice.rows()) {
        taken[choice.shortlist().group(row)] +=
            choice.selection().repeats()[row] * terms.size(choice.shortlist(), row);
      }
      Map<String, Object> quotas = new LinkedHashMap<>();
      for (int g = 1; g < taken.length; g++) {
        Map<String, Object> quota = new LinkedHashMap<>();
        quota.put("min", terms.quotas().least()[g]);
        if (terms.quotas().most()[g] < Long.MAX_VALUE) {
          quota.put("max", terms.quotas().most()[g]);
        }
        quota.put("selected", taken[g]);
        int at = g;
        choice.cover().ifPresent(cover -> quota.put("price", cover.groupPrices()[at]));
        quotas.put(terms.quotas().names().get(g), quota);
      }
      numbers.put("quota", quotas);
    }
  }
}
