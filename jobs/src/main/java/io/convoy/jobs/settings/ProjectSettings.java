package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.transport.Epsilon;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a projection is told, resolved and judged.
 *
 * @param sourceColumn of the sources, the name of a row's source
 * @param performance column of pilots
 * @param size rows of the training run to predict, {@code >= 1}
 * @param replacement whether a share may exceed what a source's rows allow
 * @param sample rows drawn of every source and of the target at most, {@code >= 1}
 * @param tasks per pass over a table
 */
public record ProjectSettings(
    TableSettings sources,
    TableSettings target,
    TableSettings pilots,
    Optional<TableSettings> mixtures,
    String sourceColumn,
    String performance,
    boolean standardize,
    boolean quarantine,
    long size,
    FormChoice form,
    boolean replacement,
    int sample,
    Epsilon epsilon,
    long seed,
    OutputSettings output,
    OptionalInt tasks,
    ProgressMode progress) {

  /** The column of pilots with the rows of a run. */
  public static final String SIZE = "size";

  public ProjectSettings {
    RunSettings.atLeastOne("sample", sample);
    if (size < 1) {
      throw new IllegalArgumentException("size must be >= 1, got " + size);
    }
    if (performance.equals(SIZE)) {
      throw new IllegalArgumentException("performance cannot be the column size");
    }
    if (sources.roles().features().contains(sourceColumn)) {
      throw new IllegalArgumentException(
          "features: '" + sourceColumn + "' names the sources and cannot be a feature");
    }
  }

  /**
   * Returns the settings these options hold after they were filled.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static ProjectSettings of(
      ProjectOptions problem, OutputOptions output, OnePassOptions run) {
    try {
      if (!problem.columns.kept().isEmpty()) {
        throw new IllegalArgumentException("keep has no use here: project writes no table of rows");
      }
      TableSettings sources = problem.sourcesSettings();
      TableSettings target = problem.targetSettings();
      TableSettings pilots = problem.pilotsSettings();
      if (problem.size == null) {
        throw new IllegalArgumentException(
            "size is required: give --size or size = ... in the job file");
      }
      return new ProjectSettings(
          sources,
          target,
          pilots,
          problem.mixturesSettings(),
          problem.sourceColumn,
          problem.performance,
          problem.columns.standardize,
          problem.columns.quarantine,
          problem.size,
          problem.form,
          problem.replacement,
          problem.sample,
          problem.epsilon,
          problem.seed,
          output.settings(),
          run.taskCount(),
          run.progress);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
