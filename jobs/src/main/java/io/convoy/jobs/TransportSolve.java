package io.convoy.jobs;

import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Clouds;
import io.convoy.jobs.report.TraceRow;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.table.TablePair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The numerical part of a transport job: tables in, tables and numbers out. */
interface TransportSolve {

  /**
   * Solves the problem.
   *
   * @throws io.convoy.jobs.outcome.JobFailure if the rows break their contract, the problem does
   *     not fit, or (with {@code TRY_AGAIN}) the run was asked to stop and left a checkpoint
   */
  Solved solve(Request request, Progress progress);

  /**
   * What to solve.
   *
   * @param tables open, features matched, not empty; rows not yet judged
   * @param checkpoint where to keep a checkpoint; the path exists if an earlier attempt left one
   * @param problemHash what a checkpoint must carry to belong to this run
   */
  record Request(
      SparkSession spark,
      TransportSettings settings,
      TablePair tables,
      Path checkpoint,
      String problemHash) {}

  /** Why the iteration stopped. */
  enum Ending {
    CONVERGED,
    EXHAUSTED,
    /** The iterates are not finite any more; nothing but the trace is used. */
    DIVERGED
  }

  /**
   * What was found.
   *
   * @param rows rows read, by table name
   * @param result numbers for the report, by their kebab-case keys, in order
   * @param tables what to write, by name, in order; the names are among {@link
   *     TransportJob#tables(TransportSettings)}
   * @param clouds what to draw, if anything
   * @param timings seconds by phase
   * @param kernels the provider that computed
   */
  record Solved(
      Ending ending,
      Map<String, Long> rows,
      Map<String, Object> result,
      List<TraceRow> trace,
      Map<String, Dataset<Row>> tables,
      Optional<Clouds> clouds,
      Map<String, Double> timings,
      String kernels) {}
}
