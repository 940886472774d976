package io.convoy.jobs.transport;

import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.LbfgsState;
import io.convoy.iterate.StoppingRule;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Journal;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.StateFormat;
import io.convoy.jobs.work.StopSignal;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.sparse.SparseProblem;
import io.convoy.transport.sparse.SparseTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Solves a transport job whose plan is sparse. Target rows are the columns of the problem and come
 * in blocks; the source is held by every process.
 *
 * <p>Epsilon is how far, in units of the cost, the entries of a target row of mean weight may be
 * from its best: {@code gamma = epsilon m} for m target rows.
 */
record SparsePlanTransport(Asked.Sparse asked) implements TransportSolve {

  @Override
  public Solved solve(Run run, TransportSettings settings, Progress progress) {
    Holdings held = new Holdings();
    try {
      return solve(run, settings, progress, held);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve(Run run, TransportSettings settings, Progress progress, Holdings held) {
    Stopwatch watch = new Stopwatch();
    OpenTable from = run.tables().get("source");
    KeptColumns.require(from, asked.keep());
    TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
    PointTable source = reader.read(from);
    PointTable target = reader.read(run.tables().get("target"));
    TableReader.requireEqualDimensions("source", source, "target", target);
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(source, target));
      source = scaled.get(0);
      target = scaled.get(1);
    }
    Engines engines = new Engines(settings.run(), held, run.spark());
    Engine engine = engines.choose((double) source.rows() * target.rows(), source.dimension());
    engines.checkColumns(engine, source.rows(), source.dimension());
    PointTable.Gathered rows = source.gather();
    watch.lap("read");

    SweepRunner<PointBlock> columns = engines.runner(engine, target);
    double[] centre = columns.run("target centre", Moments.sweep(), "").mean();
    PointCloud cloud = PointCloud.of(settings.cost(), rows.points(), centre);
    CostMoments scale = scale(columns, cloud, rows.points().weights());
    double epsilon = epsilon(settings, scale);
    double gamma = epsilon * target.rows();
    SparseTransport transport =
        held.hold(
            new SparseTransport(
                columns,
                new SparseProblem(
                    cloud, rows.points().weights(), gamma, asked.regularizer().most())));
    Found found = iterate(run, settings, progress, transport, epsilon, cloud.columns());
    watch.lap("solve");
    SparseTransport.Result result = found.result();
    Termination end = result.termination();
    if (end instanceof Termination.Exhausted) {
      found.journal().save(result.state());
    }
    found.journal().heedStop("iterations");
    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    if (!(end instanceof Termination.Diverged)) {
      describe(result, epsilon, gamma, scale, numbers);
      SparseAnswer answer =
          new SparseAnswer(from, rows.ids(), source.idType(), target, transport, result);
      tables.put("source_potentials", answer.sourcePotentials(run.spark(), asked.keep()));
      tables.put("target_potentials", answer.targetPotentials());
      tables.put("plan", answer.plan(held.hold(columns.share(rows.ids()))));
    }
    if (settings.quarantine()) {
      tables.put("quarantined", TableReader.quarantined("source", source, "target", target));
    }
    watch.lap("answer");
    return new Solved.Of(Ending.of(end), Sides.counts(source, target), numbers)
        .headline(Figures.headline(numbers, settings))
        .trace(found.journal().trace())
        .tables(tables)
        .picture(Picture.ofConvergence(found.journal().trace(), settings.tolerance(), "epsilon"))
        .timings(watch.laps())
        .by(engine.toString())
        .holding(held::close);
  }

  private record Found(SparseTransport.Result result, Journal<LbfgsState> journal) {}

  private static Found iterate(
      Run run,
      TransportSettings settings,
      Progress progress,
      SparseTransport transport,
      double epsilon,
      int columns) {
    try (StopSignal stop = StopSignal.install()) {
      Journal<LbfgsState> journal =
          new Journal<>(
              run.checkpoints(),
              new StateFormat<>(
                  LbfgsState::iteration,
                  LbfgsState::toArrays,
                  arrays -> LbfgsState.fromArrays(arrays, columns)),
              run.problemHash(),
              settings.run().checkpointEvery(),
              progress,
              stop);
      StoppingRule rule = new StoppingRule(settings.tolerance(), settings.run().maxIterations());
      return new Found(transport.solve(epsilon, rule, journal.resume(), journal), journal);
    }
  }

  private static CostMoments scale(
      SweepRunner<PointBlock> columns, PointCloud cloud, double[] weights) {
    try (DualOracle oracle = new DualOracle(columns, TransportProblem.balanced(cloud, weights))) {
      return CostMoments.of(oracle);
    }
  }

  private static double epsilon(TransportSettings settings, CostMoments scale) {
    try {
      return settings.epsilon().in(scale);
    } catch (IllegalArgumentException misfit) {
      throw JobFailure.usage(misfit.getMessage(), misfit);
    }
  }

  private static void describe(
      SparseTransport.Result result,
      double epsilon,
      double gamma,
      CostMoments scale,
      Map<String, Object> numbers) {
    SparseTransport.Evaluation last = result.evaluation();
    numbers.put("cost", last.cost());
    numbers.put("penalty", last.penalty());
    numbers.put("primal", last.cost() + last.penalty());
    numbers.put("dual", last.value());
    numbers.put("marginal-error", last.error());
    numbers.put("iterations", result.termination().iterations());
    numbers.put("exact-lower", last.lower());
    numbers.put("entries", last.entries());
    numbers.put("most-entries-of-a-target", last.longest());
    numbers.put("epsilon", epsilon);
    numbers.put("gamma", gamma);
    numbers.put("cost-mean", scale.mean());
    numbers.put("cost-std", scale.deviation());
  }
}
