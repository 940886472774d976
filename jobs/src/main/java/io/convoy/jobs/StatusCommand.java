package io.convoy.jobs;

import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.Recorded;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convoy status}: for schedulers that lose the exit code of a run, and for people. */
@Command(
    name = "status",
    description = "Says how the last run in a directory ended and exits as it did.",
    sortOptions = false,
    footer = {
      "%nExits with the run's own code; with 75 if it still runs or was killed and can be resumed; with 3"
          + " if there was none.",
      "%nExample: convoy status --out out/digits"
    })
final class StatusCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory the run writes to. Required.")
  private String out;

  @Option(
      names = "--run-date",
      paramLabel = "DATE",
      description = "The date of the run (default: none), e.g. --run-date 2026-01-31")
  private String runDate;

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (OutputDirectory directory =
        OutputDirectory.at(out, Optional.ofNullable(runDate), JobSession.hadoop())) {
      Recorded recorded = directory.recorded();
      recorded
          .report()
          .map(Summary::lines)
          .ifPresent(lines -> lines.forEach(console.out()::println));
      console.out().println(Redaction.current().text(recorded.sentence()));
      return recorded.exitCode().number();
    }
  }
}
