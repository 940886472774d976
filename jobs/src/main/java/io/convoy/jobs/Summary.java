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
    Headline.Of told = new Headline.Of(report.result()).after("iterations").after("rounds");
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
    lines.removeIf(String::isBlank);
    return lines;
  }

  private static String part(Map<String, ?> numbers, String before, String key, String after) {
    Object value = numbers.get(key);
    return value == null ? "" : before + Numbers.brief(value) + after;
  }
}
