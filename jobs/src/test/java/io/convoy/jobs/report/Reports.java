package io.convoy.jobs.report;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.report.RunReport.Environment;
import io.convoy.jobs.report.RunReport.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports to test with. */
public final class Reports {

  private Reports() {}

  public static RunReport converged() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cost", 512.345678);
    result.put("kl", 3.21);
    result.put("primal", 530.1);
    result.put("dual", 530.09);
    result.put("gap", 1.2345e-4);
    result.put("marginal-error", 8.1e-5);
    result.put("iterations", 143);
    result.put("epsilon", 12.5);
    result.put("mass", 1.0);
    result.put("exact-lower", 505.1);
    result.put("exact-upper", 512.4);
    return with(Status.CONVERGED, result, trace());
  }

  public static RunReport with(Status status, Map<String, Object> result, List<TraceRow> trace) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("source", "tests/data/digits_low.csv");
    settings.put("epsilon", "0.05std");
    settings.put("tolerance", 1e-4);
    settings.put("standardize", false);
    settings.put("max-iterations", 1000);
    return new RunReport(
        "transport",
        status,
        ExitCode.DONE,
        settings,
        Map.of("source", Map.of("id", "id", "features", List.of("p0", "p1"))),
        7,
        Map.of("paths", Map.of("source", "tests/data/digits_low.csv")),
        result,
        headline(result),
        trace,
        Map.of("total", 3.25),
        Map.of("plan", "plan"),
        new Environment("0.1.0", "4.1.0", "17.0.15", "vector", "memory"));
  }

  private static Headline headline(Map<String, Object> result) {
    Headline.Of told = new Headline.Of(result);
    return told.after("iterations")
        .say(told.part("cost ", "cost", ""), told.part(", duality gap ", "gap", ""))
        .say(
            told.part("unregularised optimum between ", "exact-lower", ""),
            told.part(" and ", "exact-upper", ""))
        .show("cost", "cost", told.part("duality gap ", "gap", ""))
        .done();
  }

  private static List<TraceRow> trace() {
    List<TraceRow> trace = new ArrayList<>();
    double error = 1;
    for (int i = 1; i <= 143; i++) {
      int level = Math.min(4, i / 25);
      error = i % 25 == 0 && i <= 100 ? 0.3 : error * 0.92;
      trace.add(new TraceRow(i, 200 / Math.pow(2, level), Math.max(error, 8e-5), i * 0.02));
    }
    return trace;
  }
}
