package io.convoy.jobs.map;

import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.jobs.work.Tables;
import io.convoy.spark.run.ExecutorMemory;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PlanTables;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.TransportProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Maps rows by a plan that was found for others: the barycentric projection {@code sum_j P_j(x) y_j
 * / sum_j P_j(x)} with {@code P_j(x) = b_j exp((g_j - c(x, y_j)) / epsilon)}. For the squared
 * Euclidean cost this is the entropic map (Pooladian and Niles-Weed, arXiv 2109.12004).
 */
final class MapSolve {

  private final MapSettings settings;
  private final Model model;
  private final Tables<OpenTable> tables;
  private final Holdings held;

  private MapSolve(MapSettings settings, Model model, Tables<OpenTable> tables, Holdings held) {
    this.settings = settings;
    this.model = model;
    this.tables = tables;
    this.held = held;
  }

  /**
   * Returns the images of all rows.
   *
   * @param run its tables input, target and potentials, and source if the model is standardized
   * @throws JobFailure if the rows break their contract or are not those of the model
   */
  static Solved solve(Run run, MapSettings settings, Model model) {
    Holdings held = new Holdings();
    try {
      return new MapSolve(settings, model, run.tables(), held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    OpenTable from = tables.get("input");
    requireOutputColumns(from);
    TableReader reader = new TableReader(settings.passes().tasks(), settings.quarantine(), held);
    // the model's own rows were judged when it was made
    TableReader own = new TableReader(settings.passes().tasks(), true, held);
    PointTable input = reader.read(from);
    PointTable target = own.read(tables.get("target"));
    TableReader.requireEqualDimensions("input", input, "target", target);
    MemoryNeed.checkColumns(
        target.rows(),
        target.dimension(),
        Runtime.getRuntime().availableProcessors(),
        false,
        ExecutorMemory.of(
            JavaSparkContext.fromSparkContext(from.rows().sparkSession().sparkContext())));
    Optional<Moments> scale = scale(own, target);
    PointTable rows = scaled(input, scale);
    PointBlock columns = scaled(target, scale).gather().points();
    double[] g = potentials(own, columns.rows());
    watch.lap("read");

    SparkRunner<PointBlock> runner = rows.runner();
    double[] centre = runner.run("row centre", Moments.sweep(), "").mean();
    DualOracle oracle =
        held.hold(
            new DualOracle(
                runner,
                TransportProblem.balanced(
                    PointCloud.of(model.cost(), columns, centre), columns.weights())));
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("mapped", input.rows());
    numbers.put("epsilon", model.epsilon());
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("input", input.rows());
    counts.put("target", target.rows());
    Dataset<Row> images =
        new PlanTables(rows, oracle)
            .images(from.roles().features(), PlanRows.Query.potentials(g, model.epsilon()));
    Headline.Of told = new Headline.Of(numbers);
    Solved.Of solved =
        new Solved.Of(Ending.DONE, counts, numbers)
            .headline(told.say(told.part("mapped ", "mapped", " rows")).done())
            .table("map", KeptColumns.join(images, from, settings.keep()))
            .timings(watch.laps());
    if (settings.quarantine()) {
      solved.table("quarantined", TableReader.quarantined("input", input));
    }
    return solved.holding(held::close);
  }

  /** Returns the moments that the model's tables were scaled by, if they were. */
  private Optional<Moments> scale(TableReader own, PointTable target) {
    if (!model.standardized()) {
      return Optional.empty();
    }
    PointTable source = own.read(tables.get("source"));
    return Optional.of(TableReader.moments(source).with(TableReader.moments(target)));
  }

  private PointTable scaled(PointTable table, Optional<Moments> scale) {
    if (scale.isEmpty()) {
      return table;
    }
    Moments moments = scale.get();
    double[] deviation =
        IntStream.range(0, table.dimension()).mapToDouble(moments::deviation).toArray();
    return held.hold(table.standardized(moments.mean(), deviation));
  }

  /** Returns g in the order of the target's rows, which is the order of ids. */
  private double[] potentials(TableReader own, int columns) {
    PointBlock potentials = own.read(tables.get("potentials")).gather().points();
    if (potentials.rows() != columns) {
      throw JobFailure.badInput(
          "model: its target has "
              + columns
              + " rows and "
              + potentials.rows()
              + " potentials; run the transport again");
    }
    return IntStream.range(0, columns).mapToDouble(j -> potentials.coordinate(j, 0)).toArray();
  }

  private void requireOutputColumns(OpenTable from) {
    KeptColumns.require(from, settings.keep());
    KeptColumns.firstRepeated(
            List.of(
                List.of("id"),
                from.roles().features(),
                settings.keep(),
                settings.output().runDate().isPresent() ? List.of("run_date") : List.of()))
        .ifPresent(
            column -> {
              throw JobFailure.usage(
                  "the map would have two columns "
                      + column
                      + ": keep must name other columns than id and the features");
            });
  }
}
