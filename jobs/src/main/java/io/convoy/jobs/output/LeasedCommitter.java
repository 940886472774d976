package io.convoy.jobs.output;

import io.convoy.jobs.outcome.JobFailure;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.parquet.hadoop.ParquetOutputCommitter;

/**
 * Adds rows to a table only while the run that wrote them holds its lease: a driver that stood
 * still for longer than that lasts, and whose tables another run has meanwhile written, would
 * otherwise leave its rows beside the other's when it wakes.
 *
 * <p>Each run has its own directory of tasks under {@code _temporary}, so that a commit takes no
 * files of another run's tasks, which may go on although their driver stands still.
 */
public final class LeasedCommitter extends ParquetOutputCommitter {

  /** The setting of Spark that names a class like this one. */
  static final String COMMITTER = "spark.sql.parquet.output.committer.class";

  private static final String LEASE = "convoy.lease";
  private static final String TOKEN = "convoy.lease.token";

  /** As Hadoop calls it, for a task on an executor or for the job on the driver. */
  public LeasedCommitter(Path table, TaskAttemptContext context) throws IOException {
    super(table, context);
  }

  /**
   * Returns what a writer of parquet must be told so that it commits by this class.
   *
   * @param lease the lease's file
   * @param token what is in it as long as it is held
   */
  static Map<String, String> options(Path lease, String token) {
    return Map.of(
        COMMITTER,
        LeasedCommitter.class.getName(),
        LEASE,
        lease.toString(),
        TOKEN,
        token,
        MRJobConfig.APPLICATION_ATTEMPT_ID,
        Integer.toString(token.hashCode() & Integer.MAX_VALUE));
  }

  @Override
  public void commitJob(JobContext job) throws IOException {
    if (!isHeld(job)) {
      throw JobFailure.tryAgain(
          "out: another run took over what this one was writing to because its lease expired");
    }
    super.commitJob(job);
  }

  /** What is there now is another run's, if the lease is. */
  @Override
  public void abortJob(JobContext job, JobStatus.State state) throws IOException {
    if (isHeld(job)) {
      super.abortJob(job, state);
    }
  }

  private static boolean isHeld(JobContext job) throws IOException {
    Configuration conf = job.getConfiguration();
    Path lease = new Path(conf.get(LEASE));
    return Lease.isHeld(new JsonFiles(lease.getFileSystem(conf)), lease, conf.get(TOKEN));
  }
}
