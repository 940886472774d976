package io.convoy.jobs;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.settings.TournamentSettings;
import io.convoy.jobs.settings.TrainSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.train.Tournament;
import io.convoy.jobs.train.TrainSolve;
import io.convoy.jobs.work.Solved;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy train}. */
record TrainJob(TrainSettings settings, Optional<TournamentSettings> players, Console console)
    implements TableJob.Work {

  @Override
  public String name() {
    return Settings.TRAIN;
  }

  @Override
  public List<TableSettings> inputs() {
    return Stream.concat(Stream.of(settings.data()), settings.test().stream()).toList();
  }

  @Override
  public List<String> tables() {
    return players.isPresent() ? List.of("tournament") : List.of("model", "classes", "workers");
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
  public String remedy() {
    return "a smaller --learning-rate, or another --aggregator";
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    List<OpenTable> tables =
        found.size() == 1
            ? List.of(OpenTable.open(spark, found.get(0)))
            : TablePair.open(spark, found.get(0), found.get(1)).both();
    return tables.stream().map(table -> TrainSolve.opened(table, settings)).toList();
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    TrainSolve.Request request =
        new TrainSolve.Request(
            spark,
            settings,
            tables.get(0),
            tables.size() > 1 ? Optional.of(tables.get(1)) : Optional.empty(),
            out.checkpoints(),
            identity.hash(),
            console::say,
            steps ->
                Progress.of(settings.run().progress(), new Goal(name(), 0, steps), console.err()));
    return players
        .map(given -> Tournament.hold(request, given))
        .orElseGet(() -> TrainSolve.solve(request));
  }
}
