package io.convoy.jobs;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.pair.PairSolve;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PairSettings;
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

/** What is particular to {@code convoy pair}. */
record PairJob(PairSettings settings) implements TableJob.Work {

  @Override
  public String name() {
    return Settings.PAIR;
  }

  @Override
  public List<TableSettings> inputs() {
    return Stream.concat(Stream.of(settings.data()), settings.target().stream()).toList();
  }

  @Override
  public List<String> tables() {
    return settings.quarantine() ? List.of("pairs", "quarantined") : List.of("pairs");
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
    if (found.size() == 1) {
      return List.of(OpenTable.open(spark, found.get(0)));
    }
    return TablePair.open(spark, found.get(0), found.get(1)).both();
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    return PairSolve.solve(spark, settings, tables);
  }
}
