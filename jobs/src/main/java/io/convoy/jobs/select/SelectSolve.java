package io.convoy.jobs.select;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.select.choose.Choice;
import io.convoy.jobs.select.choose.Chooser;
import io.convoy.jobs.select.choose.Judge;
import io.convoy.jobs.select.choose.SelectionTables;
import io.convoy.jobs.select.clusters.ClusterSolve;
import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.pool.PoolTables;
import io.convoy.jobs.select.pool.Prepared;
import io.convoy.jobs.select.pool.Request;
import io.convoy.jobs.select.terms.Budget;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.jobs.select.terms.SelectionMethod;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.selection.Coverage;
import io.convoy.selection.Terms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** Selects rows of a pool, and says what the selection is worth. */
final class SelectSolve {

  /** Deviations by which the mean of new rows may differ from the epoch's without a word. */
  private static final double MOST_DRIFT = 0.25;

  private final PoolSearch search;
  private final SelectionTables made;
  private final Chooser chooser;
  private final Judge judge;
  private final Map<String, Object> numbers;
  private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();

  private SelectSolve(PoolSearch search, Terms terms, Map<String, Object> numbers, Holdings held) {
    this.search = search;
    this.numbers = numbers;
    this.made = SelectionTables.of(search, terms);
    this.chooser = new Chooser(search, terms, held);
    this.judge = new Judge(search.targets(), search.weights(), terms);
  }

  /**
   * Selects.
   *
   * @throws JobFailure if the tables break their contract, or the terms cannot be met
   */
  static Solved solve(Request request) {
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
    PoolTables read = PoolTables.of(request);
    if (read.nothingLeft()) {
      return nothing(request, read, watch);
    }
    Prepared prepared = Prepared.of(request, read, held);
    PoolSearch search = PoolSearch.of(prepared);
    watch.lap("read");

    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("method", settings.method().toString());
    Terms terms = FoundTerms.of(search, numbers);
    SelectSolve solve = new SelectSolve(search, terms, numbers, held);
    if (settings.poolClusters().isPresent()) {
      solve.ofClusters(settings.poolClusters().getAsInt(), held);
    } else {
      solve.ofRows();
    }
    watch.lap("choose");
    Map<String, Dataset<Row>> tables = solve.tables;
    tables.computeIfPresent(
        "selection", (name, rows) -> KeptColumns.join(rows, read.pool(), settings.keep()));
    if (settings.quarantine()) {
      tables.put("quarantined", prepared.quarantined());
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pool", search.pool().rows());
    counts.put("target", prepared.target().rows());
    return new Solved.Of(Ending.DONE, counts, numbers)
        .headline(headline(numbers))
        .tables(tables)
        .timings(watch.laps())
        .holding(held::close);
  }

  /**
   * Returns the selection from a pool of which every row is excluded: none, which a later reader
   * must find where an earlier selection may have been.
   *
   * @throws JobFailure if so many rows were asked for
   */
  private static Solved nothing(Request request, PoolTables read, Stopwatch watch) {
    SelectSettings settings = request.settings();
    if (settings.budget() instanceof Budget.Rows rows) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "budget is "
              + rows.count()
              + " rows and all "
              + read.excluded()
              + " rows of the pool are excluded; a share of the pool would select none",
          null);
    }
    SparkSession spark = request.run().spark();
    DataType targetId = PoolTables.idType(read.target());
    Dataset<Row> selection =
        spark.createDataFrame(
            List.of(), SelectionTables.schema(PoolTables.idType(read.pool()), targetId));
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("method", settings.method().toString());
    numbers.put("selected", 0);
    numbers.put("budget", 0);
    numbers.put("excluded", read.excluded());
    return new Solved.Of(Ending.DONE, Map.of("pool", 0L), numbers)
        .headline(headline(numbers))
        .table("selection", KeptColumns.join(selection, read.pool(), settings.keep()))
        .table("targets", spark.createDataFrame(List.of(), SelectionTables.targetsSchema(targetId)))
        .timings(watch.laps())
        .holding(() -> {});
  }

  private void ofRows() {
    Terms terms = made.terms();
    Choice choice = chooser.choose();
    numbers.put("selected", choice.rows().length);
    numbers.put("budget", terms.budget());
    if (terms.byTokens() || terms.maxRepeat() > 1) {
      numbers.put(terms.byTokens() ? "tokens" : "repeats", used(choice));
    }
    Optional<Coverage> own = judge.cover(choice);
    own.ifPresent(cover -> numbers.put("transport-cost", cover.cost()));
    if (made.method() != SelectionMethod.RANDOM && judge.canJudge(choice)) {
      judgeChance();
    }
    describe(choice);
    search.save(terms.budget());
    search.describe(numbers);
    numbers.put("selection-digest", SelectionTables.digest(choice));
    int[] nearest = made.nearest(choice);
    tables.put("selection", made.selection(choice, nearest));
    tables.put("targets", made.targets(search.weights(), choice, nearest, own));
    choice.values().ifPresent(values -> tables.put("values", values));
  }

  private void ofClusters(int count, Holdings held) {
    ClusterSolve.Outcome found = ClusterSolve.solve(search, made, count, held);
    numbers.put("selected", found.selected());
    numbers.put("budget", made.terms().budget());
    found
        .choice()
        .ifPresent(
            choice -> {
              judge.cover(choice).ifPresent(cover -> numbers.put("transport-cost", cover.cost()));
              judgeChance();
            });
    numbers.put("certificate", "none");
    numbers.put("plan-cost", found.cost());
    numbers.put("epsilon", found.epsilon());
    numbers.put("pool-clusters", found.clusters());
    numbers.put("selection-digest", found.digest());
    tables.put("selection", found.rows());
    tables.put(
        "targets", made.targets(search.weights(), j -> found.prices()[j], j -> null, j -> null));
  }

  private void judgeChance() {
    judge.cover(chooser.random()).ifPresent(cover -> numbers.put("random-cost", cover.cost()));
  }

  private long used(Choice choice) {
    long used = 0;
    for (int row : choice.rows()) {
      used += used(choice, row);
    }
    return used;
  }

  private long used(Choice choice, int row) {
    return choice.selection().repeats()[row] * made.terms().size(choice.shortlist(), row);
  }

  private void describe(Choice choice) {
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
    if (!made.terms().quotas().isEmpty()) {
      numbers.put("quota", quotas(choice));
    }
  }

  private Map<String, Object> quotas(Choice choice) {
    Terms terms = made.terms();
    long[] taken = new long[terms.quotas().groups()];
    for (int row : choice.rows()) {
      taken[choice.shortlist().group(row)] += used(choice, row);
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
    return quotas;
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers);
    told.say(
        told.part("selected ", "selected", " rows"),
        told.part(", transport cost ", "transport-cost", ""),
        told.part(" instead of ", "random-cost", " by chance"),
        told.part(", certificate ", "certificate", ""));
    told.say(
        told.part("scanned ", "rows-scanned", " rows of "),
        told.part("", "partitions-scanned", " new partitions of "),
        told.part("", "partitions", ""));
    if (numbers.get("drift") instanceof Double drift && drift > MOST_DRIFT) {
      told.say(
          "the new rows' means have moved by up to "
              + Numbers.brief(drift)
              + " deviations since the epoch; begin another with --epoch");
    }
    return told.done();
  }
}
