package io.convoy.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.RunReport;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What runs left written about themselves in an output directory; reads only. */
final class Records {

  private final RunLayout layout;
  private final FileSystem fileSystem;
  private final JsonFiles files;
  private final InstantSource clock;

  Records(RunLayout layout, FileSystem fileSystem, InstantSource clock) {
    this.layout = layout;
    this.fileSystem = fileSystem;
    this.files = new JsonFiles(fileSystem);
    this.clock = clock;
  }

  /** Returns what claims the directory, if anything does. */
  Optional<Manifest> manifest() throws IOException {
    return parsed(layout.manifest(), Manifest::parse);
  }

  /** Returns the report, if one is complete. */
  Optional<RunReport> report() throws IOException {
    return parsed(layout.report(), RunReport::parse);
  }

  private <T> Optional<T> parsed(Path file, Function<JsonNode, T> parser) throws IOException {
    try {
      return files.read(file).map(parser);
    } catch (IllegalArgumentException foreign) {
      throw JobFailure.usage(
          "out: " + file + " is damaged, or not of Convoy: " + foreign.getMessage(), foreign);
    }
  }

  /** Returns how the last run ended, or that it has not. */
  Recorded last() {
    try {
      Optional<Lease.Holder> holder = Lease.liveHolder(fileSystem, layout.lease(), clock);
      if (holder.isPresent()) {
        return unfinished(ExitCode.TRY_AGAIN, "still running as " + holder.get());
      }
      Optional<RunReport> report = report();
      if (report.isPresent()) {
        return new Recorded(report, report.get().exitCode(), layout.report() + " is complete");
      }
      Optional<JsonNode> failure = files.read(layout.failure());
      if (failure.isPresent()) {
        return unfinished(
            ExitCode.of(failure.get().path("exit-code").asInt(ExitCode.FAILED.number())),
            "failed: " + failure.get().path("message").asText());
      }
      return manifest().isPresent()
          ? unfinished(ExitCode.TRY_AGAIN, "killed before it ended; the same command resumes it")
          : unfinished(ExitCode.BAD_INPUT, "there is no run of Convoy in " + layout.out());
    } catch (IOException unreadable) {
      throw cannotRead(unreadable);
    }
  }

  /**
   * Returns when the last run wrote its report or why it failed, or was found already done, if
   * there is one, by the clock there.
   */
  Optional<Instant> ended() {
    try {
      List<Path> ends =
          report().isPresent()
              ? List.of(layout.report(), layout.found())
              : List.of(layout.failure());
      List<Instant> times = new ArrayList<>();
      for (Path end : ends) {
        if (fileSystem.exists(end)) {
          long written = fileSystem.getFileStatus(end).getModificationTime();
          times.add(Instant.ofEpochMilli(written));
        }
      }
      return times.stream().max(Comparator.naturalOrder());
    } catch (IOException unreadable) {
      throw cannotRead(unreadable);
    }
  }

  private JobFailure cannotRead(IOException unreadable) {
    return JobFailure.badInput(
        "out: cannot read " + layout.out() + ": " + unreadable.getMessage(), unreadable);
  }

  private static Recorded unfinished(ExitCode code, String sentence) {
    return new Recorded(Optional.empty(), code, sentence);
  }
}
