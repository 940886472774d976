package io.convoy.jobs.transport;

import io.convoy.jobs.settings.Marginals;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.transport.GroupFigures.Status;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.numerics.Kernels;
import io.convoy.spark.run.ExecutorMemory;
import io.convoy.spark.table.GroupedTables;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Solves one transport problem per key of a column that both tables have, many at the same time,
 * each on one thread of the executors. Nothing is saved on the way: a killed run begins anew.
 */
record GroupedSolve(TransportSolve.Request request, Holdings held) {

  /** Groups of fewer rows than this are thousands to a second: more tasks than so do not pay. */
  private static final int TASKS_PER_CORE = 4;

  Solved solve() {
    TransportSettings settings = request.settings();
    Stopwatch watch = new Stopwatch();
    String column = settings.by().orElseThrow();
    OpenTable from = request.tables().source();
    OpenTable to = request.tables().target();
    List<String> keys = LabelValues.ofGroups(from, to, column);
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
    long[] sourceRows = groups.sourceRows();
    long[] targetRows = groups.targetRows();
    requireMemory(keys, sourceRows, targetRows, source.features());
    watch.lap("read");

    Marginals marginals = settings.marginals();
    int cores = request.spark().sparkContext().defaultParallelism();
    List<GroupFigures> figures =
        groups.each(
            "one problem per " + column,
            settings.run().tasks().orElse(TASKS_PER_CORE * cores),
            new GroupVisit(),
            new GroupVisit.How(
                settings.cost(),
                BlockTransport.solver(settings),
                marginals.source(),
                marginals.target(),
                marginals.mass().orElse(Double.NaN),
                settings.divergence(),
                settings.skips()));
    watch.lap("solve");
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    DataType type = from.rows().schema().apply(column).dataType();
    tables.put("groups", table(keys, sourceRows, targetRows, figures, type));
    if (settings.quarantine()) {
      tables.put("quarantined", TableReader.quarantined("source", source, "target", target));
    }
    Map<Status, Integer> counts = count(figures);
    Map<String, Long> rows = new LinkedHashMap<>();
    rows.put("source", source.rows());
    rows.put("target", target.rows());
    boolean all = counts.get(Status.CONVERGED) + counts.get(Status.UNMATCHED) == keys.size();
    return new Solved(
        all ? Ending.CONVERGED : Ending.EXHAUSTED,
        rows,
        numbers(keys.size(), counts, figures),
        List.of(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        "spark",
        held::close);
  }

  /** A group is in one piece in the memory of a process, and as many groups as it has cores. */
  private void requireMemory(
      List<String> keys, long[] sourceRows, long[] targetRows, int dimension) {
    int largest = 0;
    for (int group = 0; group < keys.size(); group++) {
      if (sourceRows[group] + targetRows[group] > sourceRows[largest] + targetRows[largest]) {
        largest = group;
      }
    }
    long rows = sourceRows[largest] + targetRows[largest];
    ExecutorMemory executors =
        ExecutorMemory.of(JavaSparkContext.fromSparkContext(request.spark().sparkContext()));
    MemoryNeed.ofColumns(rows * executors.cores(), dimension, 1)
        .check(
            "the group "
                + keys.get(largest)
                + " has "
                + rows
                + " rows, and a process holds one group per core",
            executors);
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

  private Dataset<Row> table(
      List<String> keys,
      long[] sourceRows,
      long[] targetRows,
      List<GroupFigures> figures,
      DataType type) {
    List<Row> rows = new ArrayList<>();
    for (int group = 0; group < keys.size(); group++) {
      GroupFigures found = figures.get(group);
      if (found == null) {
        found = unmatched(sourceRows[group], targetRows[group]);
      }
      rows.add(
          RowFactory.create(
              keys.get(group),
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
    Dataset<Row> table = request.spark().createDataFrame(rows, schema);
    return table.withColumn("key", table.col("key").cast(type));
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
