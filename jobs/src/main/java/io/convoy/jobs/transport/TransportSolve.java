package io.convoy.jobs.transport;

import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;

/** The numerical part of a transport job: tables in, tables and numbers out. */
interface TransportSolve {

  /**
   * Solves the problem.
   *
   * @param run its tables open, features matched, not empty; rows not yet judged
   * @throws io.convoy.jobs.outcome.JobFailure if the rows break their contract, the problem does
   *     not fit, or (with {@code TRY_AGAIN}) the run was asked to stop and left a checkpoint
   */
  Solved solve(Run run, TransportSettings settings, Progress progress);
}
