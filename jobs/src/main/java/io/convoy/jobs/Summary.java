package io.convoy.jobs;

import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A report in a few lines for a terminal. */
final class Summary {

  /** Deviations by which the mean of new rows may differ from the epoch's without a word. */
  private static final double MOST_DRIFT = 0.25;

  private Summary() {}

  static RunReport told(RunReport report) {
    Headline.Of told =
        new Headline.Of(report.result()).after("iterations").after("rounds").after("steps");
    lines(report).forEach(told::say);
    return new RunReport(
        report.job(),
        report.status(),
        report.exitCode(),
        report.settings(),
        report.roles(),
        report.seed(),
        report.input(),
        report.result(),
        told.done(),
        report.trace(),
        report.timings(),
        report.outputs(),
        report.environment());
  }

  static List<String> lines(RunReport report) {
    Map<String, Object> result = report.result();
    List<String> lines = new ArrayList<>();
    if (result.get("tournament") instanceof List<?> ranking) {
      ranking.forEach(line -> lines.add(ranked((Map<?, ?>) line)));
    }
    lines.add(
        part(result, "selected ", "selected", " rows")
            + (result.containsKey("selected")
                ? part(result, ", transport cost ", "transport-cost", "")
                : "")
            + part(result, " instead of ", "random-cost", " by chance")
            + part(result, ", certificate ", "certificate", ""));
    lines.add(
        part(result, "scanned ", "rows-scanned", " rows of ")
            + part(result, "", "partitions-scanned", " new partitions of ")
            + part(result, "", "partitions", ""));
    lines.add(
        result.get("drift") instanceof Double drift && drift > MOST_DRIFT
            ? "the new rows' means have moved by up to "
                + Numbers.brief(drift)
                + " deviations since the epoch; begin another with --epoch"
            : "");
    lines.add(
        part(result, "held-out accuracy ", "test-accuracy", "")
            + part(
                result,
                result.containsKey("test-accuracy") ? ", train loss " : "train loss ",
                "train-loss",
                "")
            + part(result, ", ", "rejected", " contributions rejected"));
    lines.add(part(result, "held-out error ", "test-error", ""));
    lines.removeIf(String::isBlank);
    return lines;
  }

  private static String ranked(Map<?, ?> line) {
    return line.get("aggregator")
        + " ("
        + line.get("heterogeneity")
        + "): "
        + Numbers.brief(line.get("worst-accuracy"))
        + " under "
        + line.get("worst-attack")
        + " at learning rate "
        + Numbers.brief(line.get("learning-rate"));
  }

  private static String part(Map<String, ?> numbers, String before, String key, String after) {
    Object value = numbers.get(key);
    return value == null ? "" : before + Numbers.brief(value) + after;
  }
}
