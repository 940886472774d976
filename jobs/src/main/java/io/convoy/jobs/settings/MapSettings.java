package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a mapping run is told, resolved and judged.
 *
 * @param model the output directory of a transport run
 * @param modelDate the date of that run
 * @param keep input columns passed through to the output
 * @param tasks tasks per pass
 */
public record MapSettings(
    String model,
    Optional<String> modelDate,
    TableSettings input,
    List<String> keep,
    boolean quarantine,
    OutputSettings output,
    OptionalInt tasks,
    ProgressMode progress) {

  public MapSettings {
    keep = List.copyOf(keep);
  }

  /**
   * Returns the settings these options hold.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static MapSettings of(MapOptions options, OutputOptions output, OnePassOptions run) {
    try {
      if (options.columns.standardize) {
        throw new IllegalArgumentException(
            "standardize is the model's: rows are scaled as its own were, or not at all");
      }
      return new MapSettings(
          TableOptions.required("model", options.model),
          Optional.ofNullable(options.modelDate),
          new TableSettings(
              "input",
              TableOptions.required("input", options.input),
              Optional.ofNullable(options.inputWhere),
              options.columns.roles()),
          options.columns.kept(),
          options.columns.quarantine,
          output.settings(),
          run.taskCount(),
          run.progress);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }
}
