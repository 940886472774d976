package io.convoy.jobs.pair;

import io.convoy.iterate.Sweep;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.jobs.work.Tables;
import io.convoy.pairing.PairTotals;
import io.convoy.pairing.PairingRule;
import io.convoy.pairing.Pairs;
import io.convoy.random.SeedStream;
import io.convoy.spark.block.Batching;
import io.convoy.spark.table.Couplings;
import io.convoy.spark.table.PointTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Pairs a table's rows with noise or with another table, batch by batch, on Spark. */
final class PairSolve {

  private final SparkSession spark;
  private final PairSettings settings;
  private final OpenTable from;
  private final Optional<OpenTable> to;
  private final Holdings held;
  private final boolean weighted;

  private PairSolve(
      SparkSession spark, PairSettings settings, Tables<OpenTable> tables, Holdings held) {
    this.spark = spark;
    this.settings = settings;
    this.from = tables.get("data");
    this.to = tables.find("target");
    this.held = held;
    this.weighted = settings.rule() instanceof PairingRule.Weighted;
  }

  /**
   * Returns the pairs and what is to be said of them.
   *
   * @param run its tables the data and, unless the partners are noise, the target
   * @throws JobFailure if the rows break their contract or epsilon does not fit a batch
   */
  static Solved solve(Run run, PairSettings settings) {
    Holdings held = new Holdings();
    try {
      return new PairSolve(run.spark(), settings, run.tables(), held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    requireOutputColumns();
    TableReader reader = new TableReader(settings.passes().tasks(), settings.quarantine(), held);
    PointTable data = reader.read(from);
    Optional<PointTable> target = to.map(reader::read);
    target.ifPresent(
        other -> TableReader.requireEqualDimensions(from.name(), data, "target", other));
    watch.lap("read");

    List<PointTable> tables = target.map(other -> List.of(data, other)).orElse(List.of(data));
    if (settings.standardize()) {
      tables = reader.standardized(tables);
    }
    PointTable batches = batches(tables.get(0), data.rows(), settings.seed());
    // another order than the data's, else two tables of equal length would keep their rows together
    Optional<PointTable> partners =
        tables.stream()
            .skip(1)
            .findFirst()
            .map(table -> batches(table, data.rows(), ~settings.seed()));
    watch.lap("batch");

    PairVisit pairing =
        new PairVisit(settings.rule(), settings.cost(), new SeedStream(settings.seed()));
    Couplings<Pairs> pairs = held.hold(Couplings.of(batches, partners, pairing, ""));
    PairTotals totals = totals(pairs);
    watch.lap("pair");

    StructType schema = PairRows.schema(data.idType(), target.map(PointTable::idType), weighted);
    Map<String, Dataset<Row>> written = new LinkedHashMap<>();
    written.put(
        "pairs",
        KeptColumns.join(
            pairs.derive(schema, new PairRows(pairing, weighted)), from, settings.keep()));
    if (settings.quarantine()) {
      written.put(
          "quarantined",
          target
              .map(other -> TableReader.quarantined(from.name(), data, "target", other))
              .orElseGet(() -> TableReader.quarantined(from.name(), data)));
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put(from.name(), data.rows());
    target.ifPresent(other -> counts.put("target", other.rows()));
    Map<String, Object> numbers = numbers(totals, data.dimension());
    return new Solved.Of(totals.unsolved() > 0 ? Ending.EXHAUSTED : Ending.DONE, counts, numbers)
        .headline(headline(numbers))
        .tables(written)
        .timings(watch.laps())
        .holding(held::close);
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers);
    String unpaired = told.part("instead of ", "mean-cost-unpaired", "");
    return told.say(
            told.part("", "pairs", " pairs"),
            told.part(" in ", "batches", " batches"),
            told.part(": mean cost ", "mean-cost", ""),
            told.part(" instead of ", "mean-cost-unpaired", ""))
        .say(
            told.part("effective sample size ", "effective-rows", ""),
            told.part(", ", "effective-fraction", " of all pairs"))
        .show("mean cost", "mean-cost", unpaired)
        .show("effective rows", "effective-rows", "of all pairs by weight")
        .done();
  }

  private PointTable batches(PointTable table, long places, long seed) {
    int tasks = settings.passes().tasks().orElse(2 * spark.sparkContext().defaultParallelism());
    return held.hold(table.inBatches(new Batching(seed, places, settings.batch()), tasks));
  }

  private static PairTotals totals(Couplings<Pairs> pairs) {
    try {
      return pairs.run("pair", new Sum(), "");
    } catch (Exception failure) { // Spark throws checked exceptions that it does not declare
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof IllegalArgumentException misfit) {
          throw JobFailure.usage(misfit.getMessage(), failure);
        }
        if (cause instanceof UnsupportedOperationException platform) {
          throw new JobFailure(ExitCode.FAILED, platform.getMessage(), failure);
        }
        if (cause instanceof ArithmeticException overflow) {
          throw JobFailure.badInput(overflow.getMessage(), failure);
        }
      }
      throw failure;
    }
  }

  private Map<String, Object> numbers(PairTotals totals, int dimension) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("pairs", totals.rows());
    numbers.put("batches", totals.batches());
    numbers.put("dimension", dimension);
    numbers.put("mean-cost", totals.cost() / totals.rows());
    if (!weighted) {
      numbers.put("mean-cost-unpaired", totals.drawnCost() / totals.rows());
      numbers.put("cost-cut", totals.costCut());
    }
    numbers.put("data-square", totals.dataSquare() / totals.rows() / dimension);
    numbers.put("partner-square", totals.square() / totals.rows() / dimension);
    if (weighted) {
      numbers.put("effective-rows", totals.effectiveRows());
      numbers.put("effective-fraction", totals.effectiveRows() / totals.rows());
    }
    if (settings.rule() instanceof PairingRule.Entropic) {
      numbers.put("unsolved-batches", totals.unsolved());
    }
    return numbers;
  }

  private void requireOutputColumns() {
    List<String> own = List.of("id", "batch", to.isPresent() ? "target_id" : "noise", "cost");
    KeptColumns.firstRepeated(
            List.of(
                own,
                weighted ? List.of("weight") : List.of(),
                settings.keep(),
                settings.output().runDate().isPresent() ? List.of("run_date") : List.of()))
        .ifPresent(
            column -> {
              throw JobFailure.usage(
                  "the table of pairs would have two columns "
                      + column
                      + ": keep must name other columns than "
                      + String.join(", ", own)
                      + " and weight");
            });
    KeptColumns.require(from, settings.keep());
  }

  private record Sum() implements Sweep<Pairs, String, PairTotals> {
    @Override
    public PairTotals visit(String unused, Pairs pairs) {
      return pairs.totals();
    }

    @Override
    public PairTotals merge(PairTotals left, PairTotals right) {
      return left.with(right);
    }
  }
}
