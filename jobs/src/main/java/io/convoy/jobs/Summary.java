package io.convoy.jobs;

import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Numbers;
import io.convoy.jobs.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report in a few lines for a terminal. */
final class Summary {

  /** Noise that grows more than this often hides what mixtures differ by. */
  private static final double MUCH_NOISE = 3;

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
    lines.add(
        part(result, "cost ", "cost", "")
            + (result.containsKey("cost") ? part(result, ", duality gap ", "gap", "") : "")
            + moved(result)
            + part(result, ", marginal error ", "marginal-error", ""));
    lines.add(
        result.containsKey("exact-upper")
            ? part(result, "unregularised optimum between ", "exact-lower", "")
                + part(result, " and ", "exact-upper", "")
            : part(result, "unregularised optimum at least ", "exact-lower", ""));
    lines.add(
        part(result, "divergence ", "divergence", "")
            + part(result, ", between ", "divergence-lower", "")
            + part(result, " and ", "divergence-upper", ""));
    lines.add(
        part(result, "masses off by ", "mass-error", "")
            + part(result, " in all, of which sampling makes ", "mass-error-of-sampling", "")
            + part(result, "; ", "sites-outside-interval", "")
            + part(result, " of ", "sites", " sites outside their 95 % intervals"));
    lines.add(
        part(result, "the map costs ", "map-cost", "")
            + part(result, ", its Monge gap is between ", "monge-gap-lower", "")
            + part(result, " and ", "monge-gap-upper", ""));
    lines.add(part(result, "mapped ", "mapped", " rows"));
    lines.add(
        part(result, "", "groups", " groups")
            + part(result, ", ", "groups-converged", " converged")
            + part(result, ", ", "groups-unmatched", " in one table only")
            + part(result, ", largest marginal error ", "largest-marginal-error", ""));
    lines.add(
        part(result, "lambda ", "lambda", "")
            + part(result, ": objective ", "objective", "")
            + (result.containsKey("lambda") ? part(result, ", duality gap ", "gap", "") : "")
            + part(result, ", ", "clusters", " clusters"));
    if (result.get("tournament") instanceof List<?> ranking) {
      ranking.forEach(line -> lines.add(ranked((Map<?, ?>) line)));
    }
    lines.addAll(projected(result));
    lines.add(
        part(result, "held-out accuracy ", "test-accuracy", "")
            + part(
                result,
                result.containsKey("test-accuracy") ? ", train loss " : "train loss ",
                "train-loss",
                "")
            + part(result, ", ", "rejected", " contributions rejected"));
    lines.add(
        part(result, "held-out error ", "test-error", "")
            + part(result, ", of local models ", "test-error-local", "")
            + part(result, ", of one for all ", "test-error-pooled", "")
            + part(result, ", refitted ", "test-error-refit", ""));
    lines.add(
        part(result, "predicted ", "predicted", " rows")
            + part(result, ", of them ", "predicted-new", " at new nodes")
            + part(result, ", ", "alarms", " alarms")
            + part(result, ", of ", "incidents", " known incidents")
            + part(result, " found ", "detection-rate", " of them")
            + part(result, ", ", "false-alarm-rate", " of the others")
            + part(result, ", area under the curve ", "auc", ""));
    lines.add(
        part(result, "", "pairs", " pairs")
            + part(result, " in ", "batches", " batches")
            + part(result, ": mean cost ", "mean-cost", "")
            + part(result, " instead of ", "mean-cost-unpaired", ""));
    lines.add(
        part(result, "effective sample size ", "effective-rows", "")
            + part(result, ", ", "effective-fraction", " of all pairs"));
    lines.add(
        part(result, "distance ", "distance", "")
            + part(result, ", to the power of its order ", "distance-to-the-power", "")
            + part(result, ", standard error ", "standard-error", "")
            + part(result, ", squared ", "squared-distance", "")
            + part(result, " (means ", "squared-distance-of-means", "")
            + part(result, ", covariances ", "squared-distance-of-covariances", ")"));
    if ("float".equals(report.settings().get("precision"))
        && "double".equals(result.get("precision"))) {
      lines.add("the last iterations ran in double: in float they would not reach the tolerance");
    }
    lines.removeIf(String::isBlank);
    return lines;
  }

  /** What a mixture promises, and why not to believe it. */
  private static List<String> projected(Map<String, ?> result) {
    if (!(result.get("recommended") instanceof Map<?, ?> shares)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "recommended "
            + shares.entrySet().stream()
                .map(share -> share.getKey() + " " + Numbers.brief(share.getValue()))
                .collect(Collectors.joining(", "))
            + part(result, ": predicted performance ", "predicted-performance", "")
            + part(result, " at size ", "predicted-at-size", "")
            + part(result, ", of the best pilot's mixture ", "best-pilot-predicted", ""));
    lines.add(
        part(result, "fit of form ", "form", "")
            + part(result, ": error of leaving one out ", "loo-error", "")
            + part(result, ", by shares alone ", "baseline-linear-error", "")
            + part(
                result, "; projected to the largest size from the others ", "projection-error", "")
            + part(result, ", taken from the size before ", "baseline-last-size-error", ""));
    if (result.get("fits") instanceof List<?> fits && fits.size() == 1) {
      lines.add("all pilots have one size, so nothing is said of another");
    }
    if (number(result, "noise-amplification") > MUCH_NOISE) {
      lines.add(
          "warning: the projection amplifies noise of the pilots "
              + Numbers.brief(result.get("noise-amplification"))
              + " times; make pilots of sizes that differ more, the largest at least 4 times the"
              + " smallest");
    }
    double gain = number(result, "predicted-performance") - number(result, "best-pilot-predicted");
    if (gain < number(result, "noise-amplification") * number(result, "loo-error")) {
      lines.add("the gain over the best pilot's mixture is within the error of the prediction");
    }
    return lines;
  }

  private static double number(Map<String, ?> numbers, String key) {
    return numbers.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
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

  /** The mass is worth a word where it is not all of it. */
  private static String moved(Map<String, ?> result) {
    boolean all =
        !(result.get("mass") instanceof Number mass) || Math.abs(mass.doubleValue() - 1) < 1e-3;
    return all ? "" : part(result, ", mass ", "mass", "");
  }

  private static String part(Map<String, ?> numbers, String before, String key, String after) {
    Object value = numbers.get(key);
    return value == null ? "" : before + Numbers.brief(value) + after;
  }
}
