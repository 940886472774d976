package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of distance without the job. */
@Command(name = Settings.DISTANCE)
final class DistanceTestCommand {

  @Mixin private TableOptions tables;
  @Mixin private DistanceOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final CommandLine line = new CommandLine(this);

  static DistanceTestCommand parsed(String... args) {
    DistanceTestCommand command = new DistanceTestCommand();
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

  DistanceSettings settings() {
    return DistanceSettings.of(resolve(), tables, problem, output, run);
  }
}
