package io.convoy.jobs.project;

import io.convoy.geometry.PointBlock;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.TableReader;
import io.convoy.random.SeedStream;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PointTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The sources and the target, counted, and rows drawn of each.
 *
 * @param names of the sources, in the order of their texts
 * @param counts rows of each
 * @param rows drawn of each
 * @param target drawn rows
 * @param targetCount all of its rows
 * @param quarantined rows set aside
 */
record Sources(
    List<String> names,
    long[] counts,
    List<PointBlock> rows,
    PointBlock target,
    long targetCount,
    Dataset<Row> quarantined) {

  /** More are ids. */
  private static final int MOST = 256;

  /**
   * Arrays of all pairs that are held at a time: the costs, and those of a mixture in two types.
   */
  private static final int COPIES = 3;

  private static final String GROUP = "_convoy_group";

  /**
   * Reads both tables.
   *
   * @throws JobFailure if a table breaks its contract, or the driver has no room for what is drawn
   */
  static Sources read(
      ProjectSettings settings, OpenTable sources, OpenTable target, Holdings held) {
    List<String> names = names(sources, settings.sourceColumn());
    TableReader reader = new TableReader(settings.passes().tasks(), settings.quarantine(), held);
    PointTable from = reader.read(grouped(sources, settings.sourceColumn(), names));
    // the target is a group, too, so that both tables have the same coordinates
    PointTable to = reader.read(grouped(alone(target), GROUP, List.of("target")));
    TableReader.requireEqualDimensions("sources", from, "target", to);
    Dataset<Row> quarantined = TableReader.quarantined("sources", from, "target", to).drop(GROUP);
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(from, to));
      from = scaled.get(0);
      to = scaled.get(1);
    }
    DrawSweep.Drawn drawn = draw(settings, from, names.size());
    DrawSweep.Drawn wanted = draw(settings, to, 1);
    for (int s = 0; s < names.size(); s++) {
      if (drawn.count(s) == 0) {
        throw JobFailure.badInput(
            "sources: no row of source '" + names.get(s) + "' counts; leave it out");
      }
    }
    long[] counts = IntStream.range(0, names.size()).mapToLong(drawn::count).toArray();
    List<PointBlock> rows = IntStream.range(0, names.size()).mapToObj(drawn::rows).toList();
    PointBlock targets = wanted.rows(0);
    requireMemory(rows, targets);
    return new Sources(names, counts, rows, targets, wanted.count(0), quarantined);
  }

  private static List<String> names(OpenTable sources, String column) {
    if (!sources.columns().contains(column)) {
      throw JobFailure.badInput(
          "sources has no column '"
              + column
              + "' for --source-column"
              + Nearest.hint(column, sources.columns()));
    }
    List<String> names =
        sources
            .rows()
            .select(Columns.named(column).cast("string"))
            .na()
            .drop()
            .distinct()
            .as(Encoders.STRING())
            .limit(MOST + 1)
            .collectAsList();
    if (names.size() < 2 || names.size() > MOST) {
      throw JobFailure.badInput(
          "sources: column '"
              + column
              + "' must have 2 to "
              + MOST
              + " values, got "
              + (names.size() > MOST ? "more" : names.size()));
    }
    return names.stream().sorted().toList();
  }

  private static OpenTable alone(OpenTable target) {
    return new OpenTable(
        target.name(),
        target.location(),
        target.rows().withColumn(GROUP, functions.lit("target")),
        target.roles());
  }

  private static OpenTable grouped(OpenTable table, String column, List<String> names) {
    TableRoles roles = table.roles();
    return new OpenTable(
        table.name(),
        table.location(),
        table.rows(),
        new TableRoles(roles.id(), roles.weight(), Optional.of(column), roles.features())
            .withLabels(names));
  }

  private static DrawSweep.Drawn draw(ProjectSettings settings, PointTable table, int groups) {
    return SparkRunner.over(table.blocks(), table.runner().blocks())
        .run(
            "draw",
            new DrawSweep(),
            new DrawSweep.Query(new SeedStream(settings.seed()), groups, settings.sample()));
  }

  private static void requireMemory(List<PointBlock> rows, PointBlock target) {
    long pairs = (long) target.rows() * rows.stream().mapToLong(PointBlock::rows).sum();
    long bytes = COPIES * Double.BYTES * pairs;
    if (pairs > Integer.MAX_VALUE || bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "transport between the rows drawn takes "
              + ((bytes >> 20) + 1)
              + " MB of at most half of the driver's "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB; give more with --driver-memory, or a smaller --sample",
          null);
    }
  }

  /** Returns the number of rows of all sources. */
  long total() {
    return IntStream.range(0, counts.length).mapToLong(s -> counts[s]).sum();
  }
}
