package io.convoy.jobs.transport;

import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.transport.GroupFigures.Status;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.spark.run.ExecutorMemory;
import io.convoy.spark.table.GroupedTables;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.Marginals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Solves one transport problem per key of a column that both tables have, many at the same time,
 * each on one thread of the executors. Nothing is saved on the way: a killed run begins anew.
 */
record GroupedTransport(Asked.Groups asked) implements TransportSolve {

  /** Groups of fewer rows than this are thousands to a second: more tasks than so do not pay. */
  private static final int TASKS_PER_CORE = 4;

  @Override
  public Solved solve(Run run, TransportSettings settings, Progress progress) {
    Holdings held = new Holdings();
    try {
      return solve(run, settings, held);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve(Run run, TransportSettings settings, Holdings held) {
    Stopwatch watch = new Stopwatch();
    OpenTable from = run.tables().get("source");
    OpenTable to = run.tables().get("target");
    List<String> keys = LabelValues.ofGroups(from, to, asked.by());
    TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
    PointTable source = reader.read(LabelValues.withLabels(from, keys));
    PointTable target = reader.read(LabelValues.withLabels(to, keys));
    TableReader.requireEqualDimensions("source", source, "target", target);
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(source, target));
      source = scaled.get(0);
      target = scaled.get(1);
    }
    GroupedTables groups = GroupedTables.of(source, target, keys.size());
    Sizes sizes = new Sizes(keys, groups.sourceRows(), groups.targetRows());
    sizes.requireMemory(run.spark(), source.features());
    watch.lap("read");

    List<GroupFigures> figures = figures(run, settings, groups);
    watch.lap("solve");
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    DataType type = from.rows().schema().apply(asked.by()).dataType();
    tables.put("groups", table(run.spark(), sizes, figures, type));
    if (settings.quarantine()) {
      tables.put("quarantined", TableReader.quarantined("source", source, "target", target));
    }
    Map<Status, Integer> counts = count(figures);
    Map<String, Object> numbers = numbers(keys.size(), counts, figures);
    boolean all = counts.get(Status.CONVERGED) + counts.get(Status.UNMATCHED) == keys.size();
    return new Solved.Of(
            all ? Ending.CONVERGED : Ending.EXHAUSTED, Sides.counts(source, target), numbers)
        .headline(Figures.headline(numbers, settings))
        .tables(tables)
        .timings(watch.laps())
        .holding(held::close);
  }

  private List<GroupFigures> figures(Run run, TransportSettings settings, GroupedTables groups) {
    Marginals marginals = settings.marginals();
    int cores = run.spark().sparkContext().defaultParallelism();
    return groups.each(
        "one problem per " + asked.by(),
        settings.run().tasks().orElse(TASKS_PER_CORE * cores),
        new GroupVisit(),
        new GroupVisit.How(
            settings.cost(),
            settings.solver(asked.entropic()),
            marginals.source(),
            marginals.target(),
            marginals.mass(),
            asked.divergence(),
            asked.entropic().skips(settings.tolerance())));
  }

  /** The groups and how many rows each has in either table. */
  private record Sizes(List<String> keys, long[] sourceRows, long[] targetRows) {

    /** A group is in one piece in the memory of a process, and as many groups as it has cores. */
    void requireMemory(SparkSession spark, int dimension) {
      int largest = 0;
      for (int group = 0; group < keys.size(); group++) {
        if (sourceRows[group] + targetRows[group] > sourceRows[largest] + targetRows[largest]) {
          largest = group;
        }
      }
      long rows = sourceRows[largest] + targetRows[largest];
      ExecutorMemory executors =
          ExecutorMemory.of(JavaSparkContext.fromSparkContext(spark.sparkContext()));
      MemoryNeed.ofColumns(rows * executors.cores(), dimension, 1)
          .check(
              "the group "
                  + keys.get(largest)
                  + " has "
                  + rows
                  + " rows, and a process holds one group per core",
              executors);
    }
  }

  private static Map<Status, Integer> count(List<GroupFigures> figures) {
    Map<Status, Integer> counts = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      counts.put(status, 0);
    }
    figures.forEach(
        group -> counts.merge(group == null ? Status.UNMATCHED : group.status(), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Object> numbers(
      int groups, Map<Status, Integer> counts, List<GroupFigures> figures) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("groups", groups);
    counts.forEach(
        (status, count) -> numbers.put("groups-" + status.name().toLowerCase(Locale.ROOT), count));
    double worst = 0;
    int most = 0;
    for (GroupFigures group : figures) {
      if (group != null && !Double.isNaN(group.marginalError())) {
        worst = Math.max(worst, group.marginalError());
        most = Math.max(most, group.iterations());
      }
    }
    numbers.put("largest-marginal-error", worst);
    numbers.put("most-iterations", most);
    return numbers;
  }

  private static Dataset<Row> table(
      SparkSession spark, Sizes sizes, List<GroupFigures> figures, DataType type) {
    long[] sourceRows = sizes.sourceRows();
    long[] targetRows = sizes.targetRows();
    List<Row> rows = new ArrayList<>();
    for (int group = 0; group < figures.size(); group++) {
      GroupFigures found = figures.get(group);
      if (found == null) {
        found = unmatched(sourceRows[group], targetRows[group]);
      }
      rows.add(
          RowFactory.create(
              sizes.keys().get(group),
              sourceRows[group],
              targetRows[group],
              found.status().name().toLowerCase(Locale.ROOT),
              found.reason(),
              found.iterations(),
              orNull(found.epsilon()),
              orNull(found.cost()),
              orNull(found.kl()),
              orNull(found.dual()),
              orNull(found.gap()),
              orNull(found.marginalError()),
              orNull(found.mass()),
              orNull(found.exactLower()),
              orNull(found.exactUpper()),
              orNull(found.divergence())));
    }
    Dataset<Row> table = spark.createDataFrame(rows, schema());
    return table.withColumn("key", table.col("key").cast(type));
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("key", DataTypes.StringType, false)
            .add("source_rows", DataTypes.LongType, false)
            .add("target_rows", DataTypes.LongType, false)
            .add("status", DataTypes.StringType, false)
            .add("reason", DataTypes.StringType)
            .add("iterations", DataTypes.IntegerType, false);
    for (String figure :
        List.of(
            "epsilon",
            "cost",
            "kl",
            "dual",
            "gap",
            "marginal_error",
            "mass",
            "exact_lower",
            "exact_upper",
            "divergence")) {
      schema = schema.add(figure, DataTypes.DoubleType);
    }
    return schema;
  }

  private static GroupFigures unmatched(long sourceRows, long targetRows) {
    return GroupFigures.none(
        Status.UNMATCHED,
        sourceRows == 0
            ? (targetRows == 0 ? "neither table has weight in it" : "source has no row of it")
            : "target has no row of it");
  }

  private static Double orNull(double figure) {
    return Double.isNaN(figure) ? null : figure;
  }
}
