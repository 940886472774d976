package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import java.util.List;
import java.util.OptionalInt;

/**
 * Everything a selection is told, resolved and judged.
 *
 * @param keep pool columns passed through
 * @param labelCost added where labels differ, 0 for none
 * @param tasks per pass over the pool
 */
public record SelectSettings(
    TableSettings pool,
    TableSettings target,
    List<String> keep,
    boolean standardize,
    boolean quarantine,
    Budget budget,
    SelectionMethod method,
    double labelCost,
    long seed,
    OutputSettings output,
    OptionalInt tasks) {

  public SelectSettings {
    keep = List.copyOf(keep);
    if (!(labelCost >= 0) || Double.isInfinite(labelCost)) {
      throw new IllegalArgumentException("label-cost must be > 0 and finite, got " + labelCost);
    }
  }

  /**
   * Returns the settings these options hold after they were filled.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static SelectSettings of(SelectOptions problem, OutputOptions output, OnePassOptions run) {
    try {
      if (problem.labelCost != null && !(problem.labelCost > 0)) {
        throw new IllegalArgumentException(
            "label-cost must be > 0 and finite, got " + problem.labelCost);
      }
      return new SelectSettings(
          problem.poolSettings(),
          problem.targetSettings(),
          problem.columns.kept(),
          problem.columns.standardize,
          problem.columns.quarantine,
          Budget.parse(TableOptions.required("budget", problem.budget)),
          problem.method,
          problem.labelCost == null ? 0 : problem.labelCost,
          problem.seed,
          output.settings(),
          run.taskCount());
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
