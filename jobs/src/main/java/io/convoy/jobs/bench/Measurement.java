package io.convoy.jobs.bench;

import io.convoy.jobs.report.RunReport.Status;
import io.convoy.jobs.report.TraceRow;
import java.util.List;
import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param result numbers for the report, by their kebab-case keys, in order
 * @param trace the iterations, if it iterated
 * @param timings seconds by phase of the benchmark itself
 * @param lines the same for a terminal
 */
public record Measurement(
    Status status,
    Map<String, Object> result,
    List<TraceRow> trace,
    Map<String, Double> timings,
    List<String> lines) {}
