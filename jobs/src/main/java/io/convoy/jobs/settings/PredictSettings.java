package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Everything a predicting run is told, resolved and judged.
 *
 * @param model the output directory of a lasso run
 * @param modelDate the date of that run
 * @param input the rows, with the roles the user names; the others are the model's
 * @param lambda which models of the path; empty for those the run took
 * @param falseAlarmRate share of normal rows that may raise an alarm
 * @param edges neighbours of new nodes
 * @param knn number of neighbours by coordinates
 * @param tasks tasks per pass
 */
public record PredictSettings(
    String model,
    Optional<String> modelDate,
    TableSettings input,
    Optional<TableSettings> labels,
    List<String> keep,
    OptionalDouble lambda,
    OptionalDouble falseAlarmRate,
    Optional<TableSettings> edges,
    OptionalInt knn,
    OutputSettings output,
    OptionalInt tasks,
    ProgressMode progress) {

  private static final RoleSettings NO_ROLES =
      new RoleSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public PredictSettings {
    keep = List.copyOf(keep);
    if (edges.isPresent() && knn.isPresent()) {
      throw new IllegalArgumentException("edges and knn both name neighbours: give one of them");
    }
    knn.ifPresent(k -> RunSettings.atLeastOne("knn", k));
    lambda.ifPresent(
        value -> {
          if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("lambda must be >= 0 and finite, got " + value);
          }
        });
    falseAlarmRate.ifPresent(
        rate -> {
          if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("false-alarm-rate must be in [0, 1], got " + rate);
          }
        });
  }

  /**
   * Returns the settings these options hold.
   *
   * @throws JobFailure naming the first setting that is missing, out of its range or of no use
   */
  public static PredictSettings of(
      PredictOptions options, OutputOptions output, OnePassOptions run) {
    try {
      return new PredictSettings(
          TableOptions.required("model", options.model),
          Optional.ofNullable(options.modelDate),
          new TableSettings(
              "input",
              TableOptions.required("input", options.input),
              Optional.ofNullable(options.inputWhere),
              new RoleSettings(
                  Optional.ofNullable(options.id),
                  Optional.empty(),
                  Optional.ofNullable(options.label),
                  List.of())),
          table("labels", options.labels),
          options.keep == null ? List.of() : options.keep,
          options.lambda == null ? OptionalDouble.empty() : OptionalDouble.of(options.lambda),
          options.falseAlarmRate == null
              ? OptionalDouble.empty()
              : OptionalDouble.of(options.falseAlarmRate),
          table("edges", options.edges),
          options.knn == null ? OptionalInt.empty() : OptionalInt.of(options.knn),
          output.settings(),
          run.taskCount(),
          run.progress);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }

  private static Optional<TableSettings> table(String name, String path) {
    return Optional.ofNullable(path)
        .map(given -> new TableSettings(name, given, Optional.empty(), NO_ROLES));
  }
}
