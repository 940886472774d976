package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of semidiscrete without the job. */
@Command(name = Settings.SEMI_DISCRETE)
final class SemiDiscreteTestCommand {

  @Mixin private TableOptions tables;
  @Mixin private SemiDiscreteOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final CommandLine line = new CommandLine(this);

  static SemiDiscreteTestCommand parsed(String... args) {
    SemiDiscreteTestCommand command = new SemiDiscreteTestCommand();
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

  SemiDiscreteSettings settings() {
    resolve();
    return SemiDiscreteSettings.of(tables, problem, output, run);
  }
}
