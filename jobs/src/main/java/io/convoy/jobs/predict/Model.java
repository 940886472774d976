package io.convoy.jobs.predict;

import io.convoy.jobs.lasso.FeatureMap;
import io.convoy.jobs.lasso.Geography;
import io.convoy.jobs.lasso.LassoJob;
import io.convoy.jobs.lasso.Scores;
import io.convoy.jobs.lasso.WideTable;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.OpenTable;
import io.convoy.network.LocalModel;
import io.convoy.network.RandomFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A lasso run that is over, read from its report: how rows become features, and where the models
 * are.
 *
 * @param location its output directory
 * @param lambda the strength it took
 * @param id the column that names nodes; absent in the wide layout
 * @param features columns as they are; empty in the wide layout
 * @param lags present in the wide layout
 * @param classes the labels that stand for -1 and 1; empty unless there are two classes
 * @param coordinates none, or two columns
 * @param tables where its tables are, by name
 */
record Model(
    String location,
    LocalModel objective,
    double lambda,
    FeatureMap map,
    Optional<String> id,
    Optional<String> label,
    List<String> features,
    Optional<String> time,
    OptionalDouble period,
    OptionalInt lags,
    List<Double> classes,
    List<String> coordinates,
    Geography geography,
    Map<String, String> tables) {

  /**
   * Reads a model.
   *
   * @param date the run date, if the run had one
   * @throws JobFailure if there is no lasso run, or it is not over
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
    if (!report.job().equals(LassoJob.NAME)) {
      throw JobFailure.badInput(
          "model: " + location + " must be of a lasso run, is of " + report.job());
    }
    Map<String, Object> settings = report.settings();
    Map<String, Object> result = report.result();
    boolean wide = "wide".equals(settings.get("layout"));
    Map<?, ?> roles = (Map<?, ?>) report.roles().get("nodes");
    List<String> inputs = strings(result.get("node-features"));
    Optional<RandomFeatures> random =
        Optional.ofNullable(settings.get("random-features"))
            .map(
                count ->
                    new RandomFeatures(
                        inputs.size(),
                        ((Number) count).intValue(),
                        ((Number) settings.get("bandwidth")).doubleValue(),
                        report.seed()));
    return new Model(
        location,
        LocalModel.parse(String.valueOf(settings.get("objective"))),
        ((Number) result.get("lambda")).doubleValue(),
        new FeatureMap(
            inputs,
            numbers(result.get("feature-mean")),
            numbers(result.get("feature-deviation")),
            random),
        wide ? Optional.empty() : text(roles.get("id")),
        wide ? Optional.empty() : text(roles.get("label")),
        wide ? List.of() : strings(roles.get("features")),
        text(settings.get("time")),
        settings.get("period") instanceof Number period
            ? OptionalDouble.of(period.doubleValue())
            : OptionalDouble.empty(),
        wide ? OptionalInt.of(((Number) settings.get("lags")).intValue()) : OptionalInt.empty(),
        Arrays.stream(numbers(result.get("classes"))).boxed().toList(),
        strings(settings.get("coordinates")),
        Geography.valueOf(String.valueOf(settings.get("geometry")).toUpperCase(Locale.ROOT)),
        report.outputs());
  }

  /** Returns one of the model's own tables. */
  TableSettings table(String name) {
    return TableSettings.listing(name, new Path(location, tables.get(name)).toString());
  }

  /** Returns the roles of an input's columns: those that {@code given} names, else the model's. */
  RoleSettings roles(RoleSettings given) {
    if (lags.isPresent()) {
      if (given.id().isPresent() || given.label().isPresent()) {
        throw JobFailure.usage(
            "id and label have no meaning for a model of the wide layout: a node is a column, and"
                + " --labels says which values are incidents");
      }
      return RoleSettings.NONE;
    }
    return new RoleSettings(given.id().or(() -> id), Optional.empty(), given.label(), features);
  }

  /** Returns what the models say of rows. */
  Scores scores() {
    return new Scores(objective);
  }

  /** Returns the input's table, of which in the wide layout only nodes count. */
  OpenTable nodesOf(OpenTable input) {
    return lags.isEmpty() ? input : WideTable.of(input, time.orElseThrow(), 0).table();
  }

  private static Optional<String> text(Object value) {
    return Optional.ofNullable(value).map(String::valueOf);
  }

  private static List<String> strings(Object values) {
    return values == null ? List.of() : ((List<?>) values).stream().map(String::valueOf).toList();
  }

  private static double[] numbers(Object values) {
    return values == null
        ? new double[0]
        : ((List<?>) values)
            .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
  }
}
