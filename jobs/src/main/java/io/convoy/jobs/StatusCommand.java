package io.convoy.jobs;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.Recorded;
import io.convoy.jobs.report.RunReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convoy status}: for schedulers that lose the exit code of a run, and for people. */
@Command(
    name = "status",
    description = "Says how the last run in a directory ended and exits as it did.%n",
    sortOptions = false,
    footer = {
      "%nExits with the run's own code; with 75 if it still runs or was killed and can be resumed; with 3"
          + " if there was none. With --since, with 75 if none has ended since.",
      "%nExample: convoy status --out out/digits --since 2026-11-26T01:00:00Z"
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

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = {
        "Runs that ended before do not count (default: all do). An ISO 8601 time, this machine's where"
            + " it names no zone,",
        "e.g. --since 2026-11-26T01:00:00Z"
      })
  private String since;

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (OutputDirectory directory =
        OutputDirectory.at(out, Optional.ofNullable(runDate), JobSession.hadoop())) {
      Recorded recorded = directory.recorded();
      if (since != null) {
        Instant from = time(since);
        Optional<Instant> ended = directory.ended();
        if (ended.isEmpty() || ended.get().isBefore(from)) {
          console.say(
              ended
                  .map(
                      last ->
                          "no run has ended here since " + from + "; the last one ended at " + last)
                  .orElse(recorded.sentence()));
          return ExitCode.TRY_AGAIN.number();
        }
      }
      recorded.report().map(RunReport::lines).ifPresent(lines -> lines.forEach(console::say));
      console.say(recorded.sentence());
      return recorded.exitCode().number();
    }
  }

  /** Reads what ISO 8601 calls a time with or without an offset. */
  private static Instant time(String text) {
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
      return time instanceof LocalDateTime local
          ? local.atZone(ZoneId.systemDefault()).toInstant()
          : Instant.from(time);
    } catch (DateTimeException malformed) {
      throw JobFailure.usage(
          "since must be a time such as 2026-11-26T01:00:00Z, got '" + text + "'");
    }
  }
}
