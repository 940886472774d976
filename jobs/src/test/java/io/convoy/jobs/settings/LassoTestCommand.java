package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of lasso without the job. */
@Command(name = Settings.LASSO)
final class LassoTestCommand {

  @Mixin private LassoTableOptions tables;
  @Mixin private LassoOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private RunOptions run;

  private final CommandLine line = new CommandLine(this);

  static LassoTestCommand parsed(String... args) {
    LassoTestCommand command = new LassoTestCommand();
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

  LassoJobSettings settings() {
    resolve();
    return LassoJobSettings.of(tables, problem, output, run);
  }
}
