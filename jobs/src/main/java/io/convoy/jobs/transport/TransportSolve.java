package io.convoy.jobs.transport;

import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.work.Solved;
import io.convoy.spark.checkpoint.CheckpointStore;
import org.apache.spark.sql.SparkSession;

/** The numerical part of a transport job: tables in, tables and numbers out. */
public interface TransportSolve {

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
   * @param checkpoint what an earlier attempt left, and where to leave some
   * @param problemHash what a checkpoint must carry to belong to this run
   */
  record Request(
      SparkSession spark,
      TransportSettings settings,
      TablePair tables,
      CheckpointStore checkpoint,
      String problemHash) {}
}
