package io.convoy.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options of project without the job. */
@Command(name = Settings.PROJECT)
final class ProjectTestCommand {

  @Mixin private ProjectOptions problem;
  @Mixin private OutputOptions output;
  @Mixin private OnePassOptions run;

  private final CommandLine line = new CommandLine(this);

  static ProjectTestCommand parsed(String... args) {
    ProjectTestCommand command = new ProjectTestCommand();
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

  ProjectSettings settings() {
    resolve();
    return ProjectSettings.of(problem, output, run);
  }
}
