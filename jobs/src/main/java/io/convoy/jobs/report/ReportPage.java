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

  private ReportPage() {}

  /** Returns the page. */
  public static String html(RunReport report, List<Picture> pictures) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", escapeHtml4(report.job() + " " + report.status()));
    parts.put("job", escapeHtml4(report.job()));
    parts.put("status", report.status().toString());
    parts.put("paths", escapeHtml4(paths(report)));
    parts.put("headline", headline(report));
    parts.put("sentences", sentences(report.headline()));
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
    StringBuilder cards = new StringBuilder();
    for (Figure figure : report.headline().figures()) {
      card(cards, figure.name(), figure.value(), figure.remark());
    }
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
              .formatted(
                  escapeHtml4(name), escapeHtml4(Numbers.brief(value)), escapeHtml4(remark)));
    }
  }

  private static String sentences(Headline headline) {
    return headline.sentences().stream()
        .map(sentence -> "<p class=\"sentence\">%s</p>\n".formatted(escapeHtml4(sentence)))
        .collect(Collectors.joining());
  }

  private static String figure(Picture picture) {
    return "<figure><img alt=\"%s\" src=\"%s\"><figcaption>%s</figcaption></figure>\n"
        .formatted(
            escapeHtml4(picture.name()), dataUri(picture.png()), escapeHtml4(picture.caption()));
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
