package io.convoy.jobs.output;

import io.convoy.jobs.report.RunReport;
import java.util.Optional;

/** What an output directory lets a run do. */
public sealed interface Start {

  /** Returns the report of the same run, if it left one and may not spend more; then stop. */
  default Optional<RunReport> done() {
    return Optional.empty();
  }

  /** Nothing of this run is here. */
  record Fresh() implements Start {}

  /**
   * The same run was here and left no report, or exhausted a smaller budget: a checkpoint may help.
   */
  record Resumed() implements Start {}

  /** The same run was here and is over. */
  record AlreadyDone(RunReport report) implements Start {
    @Override
    public Optional<RunReport> done() {
      return Optional.of(report);
    }
  }
}
