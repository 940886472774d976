package io.convoy.jobs.report;

import static org.apache.commons.text.StringEscapeUtils.escapeHtml4;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.text.StringSubstitutor;

/** The report as one self-contained page: no script, no network, everything from data escaped. */
public final class ReportPage {

  private static final Map<String, String> CAPTIONS =
      Map.of(
          "matching",
          "The strongest matches from source (circles) to target (diamonds), in their first two"
              + " principal components",
          "convergence",
          "How the error fell; every stroke is one strength of the regularisation",
          "path",
          "How parameters move as lambda grows; every line is one node's first parameter",
          "errors",
          "The error on held-out rows along the path; the circle is the lambda that was chosen",
          "clusters",
          "The nodes on the map; the largest clusters have colours of their own",
          "loss",
          "The loss of every step: the median over workers of the mean over their batches",
          "learning",
          "The error on held-out rows after every epoch",
          "fit",
          "What pilots reached against what the fit to all others says of them, by size",
          "tournament",
          "Accuracy on held-out rows of every aggregator (row) under every attack (column)");

  private ReportPage() {}

  /** Returns the page. */
  public static String html(RunReport report, List<Picture> pictures) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", escapeHtml4(report.job() + " " + report.status()));
    parts.put("job", escapeHtml4(report.job()));
    parts.put("status", report.status().toString());
    parts.put("paths", escapeHtml4(paths(report)));
    parts.put("headline", headline(report));
    parts.put("bracket", bracket(report.result()));
    parts.put("pictures", pictures.stream().map(ReportPage::figure).collect(Collectors.joining()));
    parts.put("result", table(report.result()));
    parts.put("settings", table(report.settings()));
    parts.put("input", table(report.input()));
    parts.put("roles", table(report.roles()));
    parts.put("timings", table(report.timings()));
    parts.put("outputs", table(report.outputs()));
    parts.put("environment", escapeHtml4(environment(report.environment())));
    return new StringSubstitutor(parts)
        .setDisableSubstitutionInValues(true)
        .setEnableUndefinedVariableException(true)
        .replace(template());
  }

  private static String paths(RunReport report) {
    return report.input().get("paths") instanceof Map<?, ?> paths
        ? paths.values().stream().map(String::valueOf).collect(Collectors.joining(" → "))
        : "";
  }

  private static String headline(RunReport report) {
    Map<String, Object> result = report.result();
    StringBuilder cards = new StringBuilder();
    card(cards, "cost", result.get("cost"), gap(result));
    card(cards, "marginal error", result.get("marginal-error"), tolerance(report));
    card(cards, "mean cost", result.get("mean-cost"), unpaired(result));
    card(cards, "effective rows", result.get("effective-rows"), "of all pairs by weight");
    card(cards, "distance", result.get("distance"), "");
    card(cards, "Monge gap at most", result.get("monge-gap-upper"), "");
    card(cards, "predicted performance", result.get("predicted-performance"), "");
    card(cards, "lambda", result.get("lambda"), "");
    card(cards, "test error", result.get("test-error"), "on held-out rows");
    card(cards, "clusters", result.get("clusters"), "");
    card(cards, "rounds", result.get("rounds"), "");
    card(cards, "iterations", result.get("iterations"), "");
    card(cards, "seconds", report.timings().get("total"), "");
    return cards.toString();
  }

  private static void card(StringBuilder cards, String name, Object value, String remark) {
    if (value != null) {
      cards.append(
          """
          <div class="card"><div class="name">%s</div><div class="value">%s</div>\
          <div class="remark">%s</div></div>
          """
              .formatted(name, escapeHtml4(Numbers.brief(value)), escapeHtml4(remark)));
    }
  }

  private static String gap(Map<String, Object> result) {
    return result.get("gap") == null ? "" : "duality gap " + Numbers.brief(result.get("gap"));
  }

  private static String unpaired(Map<String, Object> result) {
    Object unpaired = result.get("mean-cost-unpaired");
    return unpaired == null ? "" : "instead of " + Numbers.brief(unpaired);
  }

  private static String tolerance(RunReport report) {
    Object tolerance = report.settings().get("tolerance");
    return tolerance == null ? "" : "tolerance " + Numbers.brief(tolerance);
  }

  private static String bracket(Map<String, Object> result) {
    if (result.get("exact-lower") instanceof Number lower
        && result.get("exact-upper") instanceof Number upper) {
      return "<p>Without regularisation the optimal cost is between <strong>%s</strong> and <strong>%s</strong>.</p>"
          .formatted(Numbers.precise(lower), Numbers.precise(upper));
    }
    return "";
  }

  private static String figure(Picture picture) {
    return "<figure><img alt=\"%s\" src=\"%s\"><figcaption>%s</figcaption></figure>\n"
        .formatted(
            escapeHtml4(picture.name()),
            dataUri(picture.png()),
            escapeHtml4(CAPTIONS.getOrDefault(picture.name(), picture.name())));
  }

  private static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private static String table(Map<String, ?> entries) {
    return entries.entrySet().stream()
        .map(
            entry ->
                "<tr><th>%s</th><td>%s</td></tr>\n"
                    .formatted(escapeHtml4(entry.getKey()), cell(entry.getValue())))
        .collect(Collectors.joining("", "<table>\n", "</table>"));
  }

  private static String cell(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(
              entry ->
                  "<span class=\"key\">%s</span> %s"
                      .formatted(
                          escapeHtml4(String.valueOf(entry.getKey())), cell(entry.getValue())))
          .collect(Collectors.joining("<br>"));
    }
    if (value instanceof List<?> list) {
      return escapeHtml4(Numbers.brief(list));
    }
    return escapeHtml4(value instanceof Number number ? Numbers.precise(number) : words(value));
  }

  private static String words(Object value) {
    return value == null
        ? "none"
        : value.equals(true) ? "on" : value.equals(false) ? "off" : value.toString();
  }

  private static String environment(RunReport.Environment environment) {
    return "Convoy %s, Spark %s, Java %s, %s kernels, sweeps by %s"
        .formatted(
            environment.convoy(),
            environment.spark(),
            environment.java(),
            environment.kernels(),
            environment.engine());
  }

  private static String template() {
    try (InputStream page = ReportPage.class.getResourceAsStream("page.html")) {
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadableJar) {
      throw new UncheckedIOException(unreadableJar);
    }
  }
}
