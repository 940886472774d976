package io.convoy.jobs.bench;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Something that can be timed: what it is called, what it is told, and how it is measured.
 *
 * @param <S> the settings record, which declares the benchmark's options
 */
public interface Benchmark<S extends BenchSettings> {

  /** Returns the word of the command line. */
  String name();

  /** Returns what it times, in a sentence. */
  String sentence();

  /** Returns command lines to learn from, without {@code convoy} before them. */
  List<String> examples();

  /** Returns what else there is to say; lines of help. */
  List<String> remarks();

  /** Returns the type of the settings. */
  Class<S> settings();

  /**
   * Measures.
   *
   * @param session asked for only if the engine is Spark
   */
  Measurement measure(S settings, Supplier<SparkSession> session);
}
