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
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Journal;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.StateFormat;
import io.convoy.jobs.work.StopSignal;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.numerics.Kernels;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.CostMoments;
import io.convoy.transport.DualOracle;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.sparse.SparseProblem;
import io.convoy.transport.sparse.SparseTransport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Solves a transport job whose plan is sparse. Target rows are the columns of the problem and come
 * in blocks; the source is held by every process.
 *
 * <p>Epsilon is how far, in units of the cost, the entries of a target row of mean weight may be
 * from its best: {@code gamma = epsilon m} for m target rows.
 */
record SparseSolve(TransportSolve.Request request, Progress progress, Holdings held) {

  Solved solve() {
    TransportSettings settings = request.settings();
    Stopwatch watch = new Stopwatch();
    KeptColumns.require(request.tables().source(), settings.keep());
    TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
    PointTable source = reader.read(request.tables().source());
    PointTable target = reader.read(request.tables().target());
    TableReader.requireEqualDimensions("source", source, "target", target);
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(source, target));
      source = scaled.get(0);
      target = scaled.get(1);
    }
    Engines engines = new Engines(settings.run(), held, request.spark());
    Engine engine = engines.choose((double) source.rows() * target.rows(), source.dimension());
    engines.checkColumns(engine, source.rows(), source.dimension());
    PointTable.Gathered rows = source.gather();
    watch.lap("read");

    SweepRunner<PointBlock> columns = engines.runner(engine, target);
    double[] centre = columns.run("target centre", Moments.sweep(), "").mean();
    PointCloud cloud = PointCloud.of(settings.cost(), rows.points(), centre);
    CostMoments scale = scale(columns, cloud, rows.points().weights());
    double epsilon = epsilon(scale);
    double gamma = epsilon * target.rows();
    SparseTransport transport =
        held.hold(
            new SparseTransport(
                columns,
                new SparseProblem(
                    cloud, rows.points().weights(), gamma, settings.regularizer().most())));
    Journal<LbfgsState> journal;
    SparseTransport.Result result;
    try (StopSignal stop = StopSignal.install()) {
      journal =
          new Journal<>(
              request.checkpoint(),
              new StateFormat<>(
                  LbfgsState::iteration,
                  LbfgsState::toArrays,
                  arrays -> LbfgsState.fromArrays(arrays, cloud.columns())),
              request.problemHash(),
              settings.run().checkpointEvery(),
              progress,
              stop);
      result =
          transport.solve(
              epsilon,
              new StoppingRule(settings.tolerance(), settings.run().maxIterations()),
              journal.resume(),
              journal);
    }
    watch.lap("solve");
    Termination end = result.termination();
    if (end instanceof Termination.Exhausted) {
      journal.save(result.state());
    }
    journal.heedStop("iterations");
    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    if (!(end instanceof Termination.Diverged)) {
      describe(result, numbers);
      numbers.put("epsilon", epsilon);
      numbers.put("gamma", gamma);
      numbers.put("cost-mean", scale.mean());
      numbers.put("cost-std", scale.deviation());
      SparseAnswer answer =
          new SparseAnswer(
              request.tables().source(), rows.ids(), source.idType(), target, transport, result);
      tables.put("source_potentials", answer.sourcePotentials(request.spark(), settings.keep()));
      tables.put("target_potentials", answer.targetPotentials());
      tables.put("plan", answer.plan(held.hold(columns.share(rows.ids()))));
    }
    if (settings.quarantine()) {
      tables.put("quarantined", TableReader.quarantined("source", source, "target", target));
    }
    watch.lap("answer");
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("source", source.rows());
    counts.put("target", target.rows());
    return new Solved(
        ending(end),
        counts,
        numbers,
        journal.trace(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        engine.toString(),
        held::close);
  }

  private static CostMoments scale(
      SweepRunner<PointBlock> columns, PointCloud cloud, double[] weights) {
    try (DualOracle oracle = new DualOracle(columns, TransportProblem.balanced(cloud, weights))) {
      return CostMoments.of(oracle);
    }
  }

  private double epsilon(CostMoments scale) {
    try {
      return request.settings().epsilon().in(scale);
    } catch (IllegalArgumentException misfit) {
      throw JobFailure.usage(misfit.getMessage(), misfit);
    }
  }

  private static Ending ending(Termination end) {
    if (end instanceof Termination.Converged) {
      return Ending.CONVERGED;
    }
    return end instanceof Termination.Exhausted ? Ending.EXHAUSTED : Ending.DIVERGED;
  }

  private static void describe(SparseTransport.Result result, Map<String, Object> numbers) {
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
  }
}
