package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of select without the job. */
@Command(name = Settings.SELECT)
final class SelectTestCommand {

  @Mixin private SelectOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final CommandLine line = new CommandLine(this);

  static SelectTestCommand parsed(String... args) {
    SelectTestCommand command = new SelectTestCommand();
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

  SelectSettings settings() {
    resolve();
    return SelectSettings.of(problem, output, run);
  }
}
