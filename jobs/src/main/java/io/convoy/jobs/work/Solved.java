package io.convoy.jobs.work;

import io.convoy.jobs.report.Clouds;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.report.TraceRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was found. The tables are computed while they are written, from what this holds until it is
 * closed.
 *
 * @param rows rows read, by table name
 * @param result numbers for the report, by their kebab-case keys, in order
 * @param tables what to write, by name, in order
 * @param clouds what to draw, if anything
 * @param timings seconds by phase
 * @param kernels the provider that computed
 * @param engine what ran the sweeps
 * @param pictures drawn already
 * @param release frees the blocks and broadcasts
 */
public record Solved(
    Ending ending,
    Map<String, Long> rows,
    Map<String, Object> result,
    List<TraceRow> trace,
    Map<String, Dataset<Row>> tables,
    Optional<Clouds> clouds,
    Map<String, Double> timings,
    String kernels,
    String engine,
    List<Picture> pictures,
    Runnable release)
    implements AutoCloseable {

  /** What was found by a job that draws none of its pictures itself. */
  public Solved(
      Ending ending,
      Map<String, Long> rows,
      Map<String, Object> result,
      List<TraceRow> trace,
      Map<String, Dataset<Row>> tables,
      Optional<Clouds> clouds,
      Map<String, Double> timings,
      String kernels,
      String engine,
      Runnable release) {
    this(ending, rows, result, trace, tables, clouds, timings, kernels, engine, List.of(), release);
  }

  @Override
  public void close() {
    release.run();
  }
}
