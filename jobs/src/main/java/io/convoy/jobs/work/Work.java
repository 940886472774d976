package io.convoy.jobs.work;

import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** What one run of a job reads, does and leaves. */
public interface Work {

  /** Returns the tables to read. */
  List<TableSettings> inputs();

  /** Returns the names of all tables that may be written. */
  List<String> outputs();

  /** Returns the names of all pictures that may be drawn. */
  default List<String> pictures() {
    return List.of();
  }

  /** Returns what to try when the iterates are not finite; jobs that iterate know. */
  default String remedy() {
    return "other settings";
  }

  /**
   * Returns how the passes over tables are shown; nothing for jobs that iterate, which show their
   * iterations.
   */
  default Optional<ProgressMode> passes() {
    return Optional.empty();
  }

  /** Begins what can be done while Spark starts; asked where sweeps will run in this process. */
  default void warmUp() {}

  /** Returns the tables, opened, their features matched, in the order in which they are told. */
  List<OpenTable> open(SparkSession spark, Tables<InputTable> found);

  /** Returns what there is to write and to report. */
  Solved solve(Run run);

  /**
   * Returns what says what a run would do, if that was asked for: the run does not follow, and
   * nothing is written.
   */
  default Optional<Function<Run, List<String>>> rehearsal() {
    return Optional.empty();
  }

  /** Returns what says more of a run that is over, if that was asked for. */
  default Optional<Function<Run, List<String>>> explanation() {
    return Optional.empty();
  }
}
