package io.convoy.jobs;

import io.convoy.jobs.distance.DistanceSolve;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.settings.DistanceSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.work.Solved;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy distance}. */
record DistanceJob(DistanceSettings settings) implements TableJob.Work {

  @Override
  public String name() {
    return Settings.DISTANCE;
  }

  @Override
  public List<TableSettings> inputs() {
    return List.of(settings.source(), settings.target());
  }

  @Override
  public List<String> tables() {
    return Stream.concat(
            settings.sliced().map(lines -> "projections").stream(),
            settings.quarantine() ? Stream.of("quarantined") : Stream.empty())
        .toList();
  }

  @Override
  public OutputSettings output() {
    return settings.output();
  }

  @Override
  public long seed() {
    return settings.seed();
  }

  @Override
  public Optional<ProgressMode> passes() {
    return Optional.of(settings.progress());
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    return TablePair.open(spark, found.get(0), found.get(1)).both();
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    return DistanceSolve.solve(spark, settings, new TablePair(tables.get(0), tables.get(1)));
  }
}
