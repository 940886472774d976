package io.convoy.jobs.settings;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of train without the job. */
@Command(name = Settings.TRAIN)
final class TrainTestCommand {

  @Mixin private TrainTableOptions tables;
  @Mixin private TrainOptions problem;
  @Mixin private TournamentOptions tournament;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final CommandLine line = new CommandLine(this);

  static TrainTestCommand parsed(String... args) {
    TrainTestCommand command = new TrainTestCommand();
    command.line.setDefaultValueProvider(Settings.defaults());
    Choices.register(command.line);
    command.line.parseArgs(args);
    return command;
  }

  CommandLine line() {
    return line;
  }

  Settings resolve() {
    return Settings.resolve(line.getCommandSpec(), new Configuration());
  }

  TrainSettings settings() {
    return TrainSettings.of(resolve(), tables, problem, output, run);
  }

  Optional<TournamentSettings> players() {
    return TournamentSettings.of(tournament, settings());
  }
}
