package io.convoy.jobs.work;

import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.spark.checkpoint.CheckpointStore;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What a job has while it works.
 *
 * @param inputs the tables as they were found
 * @param tables as {@link Work#open} returned them
 * @param out begun; holds the checkpoint if the job keeps one
 * @param say prints a line of the result
 * @param err where progress is shown
 */
public record Run(
    SparkSession spark,
    Tables<InputTable> inputs,
    Tables<OpenTable> tables,
    OutputDirectory out,
    Consumer<String> say,
    PrintStream err) {

  /** Returns what an earlier attempt left, and where to leave some. */
  public CheckpointStore checkpoints() {
    return out.checkpoints();
  }

  /** Returns what a checkpoint must carry to belong to this run. */
  public String problemHash() {
    return out.problemHash();
  }

  /** Returns what shows the iterations of this run. */
  public Progress progress(ProgressMode mode, Goal goal) {
    return Progress.of(mode, goal, err);
  }
}
