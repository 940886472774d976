package io.convoy.jobs.work;

import io.convoy.jobs.settings.JobSettings;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A job that makes tables of tables: what it is called, what it is told, and what there is to do.
 * Everything else of it, its settings, its solve, its pictures, is in its own package; the command
 * line, reports and {@code status} know no job but through this.
 *
 * @param <S> the settings record, which declares the job's options
 */
public interface Job<S extends JobSettings> {

  /** Returns the word of the command line. */
  String name();

  /** Returns what it does, in a sentence. */
  String sentence();

  /** Returns command lines to learn from, without {@code convoy} before them. */
  List<String> examples();

  /** Returns what else there is to say, above all the exit codes; lines of help. */
  List<String> remarks();

  /** Returns the type of the settings. */
  Class<S> settings();

  /**
   * Returns what there is to do under some settings.
   *
   * @param hadoop to read what an earlier run left, before Spark is started
   */
  Work work(S settings, Configuration hadoop);
}
