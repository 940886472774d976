package io.convoy.jobs;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.jobs.output.RunIdentity;
import io.convoy.jobs.progress.Goal;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.settings.Clusters;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.ProgressMode;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.table.TablePair;
import io.convoy.jobs.transport.TransportSolve;
import io.convoy.jobs.transport.WarmUp;
import io.convoy.jobs.work.Solved;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** What is particular to {@code convoy transport}, around a {@link TransportSolve}. */
final class TransportJob implements TableJob.Work {

  static final String NAME = "transport";

  private final TransportSettings settings;
  private final TransportSolve solve;
  private final Console console;

  TransportJob(TransportSettings settings, TransportSolve solve, Console console) {
    this.settings = settings;
    this.solve = solve;
    this.console = console;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<TableSettings> inputs() {
    return List.of(settings.source(), settings.target());
  }

  @Override
  public List<String> tables() {
    return tables(settings);
  }

  /** Returns the names of all tables a run with these settings may write. */
  static List<String> tables(TransportSettings settings) {
    return Stream.of(
            settings.by().isPresent()
                ? Stream.of("groups")
                : Stream.of("source_potentials", "target_potentials"),
            settings.plan().isPresent() || settings.regularizer().isSparse()
                ? Stream.of("plan")
                : Stream.<String>empty(),
            settings.map() ? Stream.of("map") : Stream.<String>empty(),
            settings.clusters() != Clusters.OFF ? Stream.of("clusters") : Stream.<String>empty(),
            settings.gradients() ? Stream.of("gradients") : Stream.<String>empty(),
            settings.quarantine() ? Stream.of("quarantined") : Stream.<String>empty())
        .flatMap(names -> names)
        .toList();
  }

  @Override
  public OutputSettings output() {
    return settings.output();
  }

  @Override
  public long seed() {
    return settings.seed();
  }

  @Override
  public double tolerance() {
    return settings.tolerance();
  }

  @Override
  public String remedy() {
    return "a larger --epsilon or --precision double";
  }

  @Override
  public void warmUp() {
    WarmUp.begin();
  }

  /** Groups iterate where nobody sees it: what is shown is how many of their tasks are over. */
  @Override
  public Optional<ProgressMode> passes() {
    return settings.by().map(column -> settings.run().progress());
  }

  @Override
  public List<OpenTable> open(SparkSession spark, List<InputTable> found) {
    try {
      return TablePair.open(spark, found.get(0), found.get(1)).both();
    } catch (JobFailure named) {
      if (settings.by().isEmpty()) {
        throw named;
      }
      // groups are read as labels, but it was --by that named them
      throw new JobFailure(
          named.exitCode(), named.getMessage().replace("--label", "--by"), named.getCause());
    }
  }

  @Override
  public Solved solve(
      SparkSession spark, List<OpenTable> tables, OutputDirectory out, RunIdentity identity) {
    Goal goal = new Goal(NAME, settings.tolerance(), settings.run().maxIterations());
    ProgressMode shown = settings.by().isPresent() ? ProgressMode.OFF : settings.run().progress();
    try (Progress progress = Progress.of(shown, goal, console.err())) {
      return solve.solve(
          new TransportSolve.Request(
              spark,
              settings,
              new TablePair(tables.get(0), tables.get(1)),
              out.checkpoints(),
              identity.hash()),
          progress);
    }
  }
}
