package io.convoy.jobs;

import io.convoy.jobs.settings.OutputOptions;
import io.convoy.jobs.settings.RunOptions;
import io.convoy.jobs.settings.Settings;
import io.convoy.jobs.settings.TournamentOptions;
import io.convoy.jobs.settings.TournamentSettings;
import io.convoy.jobs.settings.TrainOptions;
import io.convoy.jobs.settings.TrainSettings;
import io.convoy.jobs.settings.TrainTableOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code convoy train}. */
@Command(
    name = Settings.TRAIN,
    description = "Trains a model by many workers, of which some may lie or break.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  convoy train --data digits.csv --workers 15 --byzantine 3 --out out/digits",
      "  convoy train --data visits.parquet --worker-column hospital --byzantine 2 --out out/v",
      "  convoy train --data digits.csv --worker-assignment hash --workers 15 --byzantine 3"
          + " --attack alie --out out/alie",
      "  convoy train --data digits.csv --worker-assignment hash --workers 15 --byzantine 3"
          + " --tournament --out out/t",
      "",
      "Exit codes: 0 done or already done; 2 usage; 3 bad input; 4 diverged, or stopped early and",
      "--strict; 5 too large; 75 try again; 1 anything else."
    })
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private TrainTableOptions tables;
  @Mixin private TrainOptions problem;
  @Mixin private TournamentOptions tournament;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final Console console;

  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Settings resolved = Settings.resolve(spec, JobSession.hadoop());
    TrainSettings settings = TrainSettings.of(resolved, tables, problem, output, run);
    Optional<TournamentSettings> players = TournamentSettings.of(tournament, settings);
    return new TableJob(resolved, new TrainJob(settings, players, console), console).run().number();
  }
}
