package io.convoy.jobs.map;

import io.convoy.geometry.GroundCost;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.transport.TransportJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A transport run that is over, read from its report: the plan it found, as a function of any row.
 *
 * @param location its output directory
 * @param cost between a row and a target row
 * @param epsilon in units of the cost
 * @param tables the run's own source and target, as it read them
 * @param potentials where the target's potentials are
 * @param standardized whether both tables were scaled
 * @param fingerprints of the source and the target when the run read them
 */
record Model(
    String location,
    GroundCost cost,
    double epsilon,
    Map<String, TableSettings> tables,
    TableSettings potentials,
    boolean standardized,
    Map<String, String> fingerprints) {

  /**
   * Reads a model.
   *
   * @param date the run date, if the run had one
   * @throws JobFailure if there is no transport run, or it is not over
   */
  static Model read(String location, Optional<String> date, Configuration hadoop) {
    RunReport report;
    try (OutputDirectory directory = OutputDirectory.at(location, date, hadoop)) {
      report =
          directory
              .recorded()
              .report()
              .orElseThrow(
                  () ->
                      JobFailure.badInput(
                          "model: "
                              + location
                              + " has no report: "
                              + directory.recorded().sentence()));
    }
    if (!report.job().equals(TransportJob.NAME)
        || !report.outputs().containsKey("target_potentials")) {
      throw JobFailure.badInput(
          "model: " + location + " must be of a transport run, is of " + report.job());
    }
    if (report.settings().containsKey("label-cost")) {
      throw JobFailure.badInput(
          "model: "
              + location
              + " was made with label-cost, which has no map of rows without known labels; --map of"
              + " transport maps its own source");
    }
    Object regularizer = report.settings().getOrDefault("regularizer", "entropy");
    if (!regularizer.equals("entropy")) {
      throw JobFailure.badInput(
          "model: "
              + location
              + " was made with regularizer "
              + regularizer
              + "; new rows are mapped by a plan with entropy");
    }
    if (String.valueOf(report.settings().get("clusters")).equals("softmax")) {
      throw JobFailure.badInput(
          "model: the costs of "
              + location
              + " are not those of its points, for it ran with clusters softmax");
    }
    String epsilon = String.valueOf(report.result().get("epsilon"));
    return new Model(
        location,
        cost(location, String.valueOf(report.settings().get("cost"))),
        Double.parseDouble(epsilon),
        Map.of("source", table(report, "source"), "target", table(report, "target")),
        new TableSettings(
            "potentials",
            new Path(location, report.outputs().get("target_potentials")).toString(),
            Optional.empty(),
            new RoleSettings(Optional.of("id"), Optional.empty(), Optional.empty(), List.of("g"))),
        Boolean.TRUE.equals(report.settings().get("standardize")),
        Map.of("source", fingerprint(report, "source"), "target", fingerprint(report, "target")));
  }

  /**
   * Passes if a table of the model is as it was.
   *
   * @throws JobFailure if it is not
   */
  void requireUnchanged(InputTable table, Supplier<SparkSession> spark) {
    if (!table.fingerprint(spark).equals(fingerprints.get(table.name()))) {
      throw JobFailure.badInput(
          "model: the "
              + table.name()
              + " of "
              + location
              + ", "
              + table.location()
              + ", has changed since; run the transport again");
    }
  }

  private static GroundCost cost(String location, String name) {
    try {
      return GroundCost.parse(name);
    } catch (IllegalArgumentException unknown) {
      throw JobFailure.badInput("model: " + location + ": " + unknown.getMessage());
    }
  }

  private static TableSettings table(RunReport report, String name) {
    Map<?, ?> roles = (Map<?, ?>) report.roles().get(name);
    return new TableSettings(
        name,
        String.valueOf(report.settings().get(name)),
        text(report.settings().get(name + "-where")),
        new RoleSettings(
            text(roles.get("id")),
            text(roles.get("weight")),
            text(roles.get("label")),
            ((List<?>) roles.get("features")).stream().map(String::valueOf).toList()));
  }

  private static String fingerprint(RunReport report, String name) {
    return String.valueOf(((Map<?, ?>) report.input().get("fingerprint")).get(name));
  }

  private static Optional<String> text(Object value) {
    return Optional.ofNullable(value).map(String::valueOf);
  }
}
