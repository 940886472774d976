package io.convoy.jobs.work;

import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.report.TraceRow;
import io.convoy.numerics.Kernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * @param headline the same for people
 * @param tables what to write, by name, in order
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
    Headline headline,
    List<TraceRow> trace,
    Map<String, Dataset<Row>> tables,
    Map<String, Double> timings,
    String kernels,
    String engine,
    List<Picture> pictures,
    Runnable release)
    implements AutoCloseable {

  /** Gathers what was found; sweeps by Spark and the best kernels unless something else is said. */
  public static final class Of {

    private final Ending ending;
    private final Map<String, Long> rows;
    private final Map<String, Object> result;
    private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    private final List<Picture> pictures = new ArrayList<>();
    private Headline headline = Headline.NONE;
    private List<TraceRow> trace = List.of();
    private Map<String, Double> timings = Map.of();
    private String kernels = Kernels.best().description();
    private String engine = "spark";

    public Of(Ending ending, Map<String, Long> rows, Map<String, Object> result) {
      this.ending = ending;
      this.rows = rows;
      this.result = result;
    }

    /** Sets what people are told. */
    public Of headline(Headline told) {
      headline = told;
      return this;
    }

    /** Sets the iterations. */
    public Of trace(List<TraceRow> iterations) {
      trace = iterations;
      return this;
    }

    /** Adds a table to write. */
    public Of table(String name, Dataset<Row> table) {
      tables.put(name, table);
      return this;
    }

    /** Adds tables to write, in their order. */
    public Of tables(Map<String, Dataset<Row>> more) {
      tables.putAll(more);
      return this;
    }

    /** Adds a picture, if there is one. */
    public Of picture(Optional<Picture> picture) {
      picture.ifPresent(pictures::add);
      return this;
    }

    /** Sets the seconds by phase. */
    public Of timings(Map<String, Double> laps) {
      timings = laps;
      return this;
    }

    /** Sets what computed. */
    public Of by(String sweepers, String provider) {
      engine = sweepers;
      kernels = provider;
      return this;
    }

    /** Sets what ran the sweeps. */
    public Of by(String sweepers) {
      engine = sweepers;
      return this;
    }

    /** Returns all of it, with what frees the blocks and broadcasts behind it. */
    public Solved holding(Runnable release) {
      return new Solved(
          ending, rows, result, headline, trace, tables, timings, kernels, engine, pictures,
          release);
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
