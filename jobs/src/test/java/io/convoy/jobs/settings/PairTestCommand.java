package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of pair without the job. */
@Command(name = Settings.PAIR)
final class PairTestCommand {

  @Mixin private PairTableOptions tables;
  @Mixin private PairOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final CommandLine line = new CommandLine(this);

  static PairTestCommand parsed(String... args) {
    PairTestCommand command = new PairTestCommand();
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

  PairSettings settings() {
    return PairSettings.of(resolve(), tables, problem, output, run);
  }
}
