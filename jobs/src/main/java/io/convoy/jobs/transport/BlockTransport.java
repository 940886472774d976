package io.convoy.jobs.transport;

import io.convoy.clustering.LogSoftmax;
import io.convoy.clustering.PartialClustering;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.geometry.SpatialRows;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Clouds;
import io.convoy.jobs.settings.Clusters;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.Marginals;
import io.convoy.jobs.settings.Storage;
import io.convoy.jobs.settings.TransportSettings;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Journal;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.StateFormat;
import io.convoy.jobs.work.StopSignal;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.numerics.Kernels;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.Certificate;
import io.convoy.transport.DualOracle;
import io.convoy.transport.MongeGap;
import io.convoy.transport.RowRule;
import io.convoy.transport.SinkhornState;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Solves a transport job with the core's solver over blocks, in memory or on Spark. */
public final class BlockTransport implements TransportSolve {

  @Override
  public Solved solve(Request request, Progress progress) {
    Holdings held = new Holdings();
    try {
      if (request.settings().by().isPresent()) {
        return new GroupedSolve(request, held).solve();
      }
      return request.settings().regularizer().isSparse()
          ? new SparseSolve(request, progress, held).solve()
          : new Run(
                  request,
                  progress,
                  held,
                  new Engines(request.settings().run(), held, request.spark()))
              .solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  static SolverSettings solver(TransportSettings settings) {
    return new SolverSettings(
        settings.epsilon(),
        settings.tolerance(),
        settings.run().maxIterations(),
        settings.precision(),
        settings.anneal(),
        settings.solver());
  }

  /** One run; what it opens, it holds. */
  private record Run(Request request, Progress progress, Holdings held, Engines engines) {

    Solved solve() {
      TransportSettings settings = request.settings();
      Stopwatch watch = new Stopwatch();
      requireOutputColumns();
      TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
      OpenTable from = opened(request.tables().source());
      OpenTable to = opened(request.tables().target());
      PointTable source = reader.read(from);
      PointTable target = reader.read(to);
      TableReader.requireEqualDimensions("source", source, "target", target);
      int width = PairCosts.width(from, source);
      Engine engine = engines.choose((double) source.rows() * target.rows(), width);
      MemoryNeed need = engines.checkColumns(engine, target.rows(), width);
      boolean keeps =
          settings.store().keeps(source.rows(), target.rows(), width, settings.precision());
      if (keeps && (engine == Engine.MEMORY || request.spark().sparkContext().isLocal())) {
        need.checkStored(Storage.bytes(source.rows(), target.rows()));
      }
      if (settings.standardize()) {
        List<PointTable> scaled = reader.standardized(List.of(source, target));
        source = scaled.get(0);
        target = scaled.get(1);
      }
      PointTable.Gathered columns = target.gather();
      GroundCost cost = settings.cost();
      PointTable drawn = source;
      PointBlock drawnColumns = columns.points();
      UnaryOperator<PointBlock> fromDrawn = UnaryOperator.identity();
      if (settings.clusters() == Clusters.SOFTMAX) {
        PointBlock prototypes = columns.points();
        LogSoftmax softmax = new LogSoftmax(cost, prototypes);
        source =
            hold(source.mapped(softmax.dimension(), (state, block) -> state.rows(block), softmax));
        columns = new PointTable.Gathered(softmax.columns(prototypes.weights()), columns.ids());
        cost = softmax.productCost();
        fromDrawn = softmax::rows;
      }
      if (settings.divergence()) {
        engines.checkColumns(engine, source.rows(), width);
      }
      PointTable swept = inSpace(source, columns.points(), cost);
      Optional<MapCost> mapCost =
          settings.mongeGap()
              ? Optional.of(MapCost.of(source, columns, settings.cost()))
              : Optional.empty();
      PairCosts costs = PairCosts.of(settings, cost, from, source, to, target);
      watch.lap("read");

      SweepRunner<PointBlock> rows = engines.runner(engine, swept);
      double[] centre = rows.run("row centre", Moments.sweep(), "").mean();
      PointCloud cloud = costs.between().of(columns.points(), centre);
      Marginals marginals = settings.marginals();
      TransportProblem problem =
          new TransportProblem(
              keeps ? cloud.stored() : cloud,
              columns.points().weights(),
              rowRule(marginals),
              marginals.target(),
              marginals.mass().orElse(Double.NaN));
      DualOracle oracle = hold(new DualOracle(rows, problem, settings.skips()));
      CheckpointStore store = request.checkpoint();
      TransportResult result;
      Optional<SelfTerm> selfSource = Optional.empty();
      Optional<SelfTerm> selfTarget = Optional.empty();
      Journal<SinkhornState> journal;
      try (StopSignal stop = StopSignal.install()) {
        journal =
            new Journal<>(
                store,
                new StateFormat<>(
                    SinkhornState::iteration,
                    SinkhornState::toArrays,
                    arrays -> SinkhornState.fromArrays(arrays, problem.columns())),
                request.problemHash(),
                settings.run().checkpointEvery(),
                progress,
                stop);
        result = TransportSolver.solve(oracle, solver(settings), journal.resume(), journal);
        if (settings.divergence() && result.certificate().isPresent()) {
          journal.save(result.state()); // what comes now may be interrupted too
          double epsilon = result.epsilon();
          PointBlock own = source.gather().points();
          PairCosts.Columns ofSource = costs.withinSource();
          selfSource = Optional.of(selfTerm(engine, source, own, ofSource, oracle, epsilon, stop));
          PairCosts.Columns ofTarget = costs.withinTarget();
          selfTarget =
              Optional.of(
                  selfTerm(engine, target, columns.points(), ofTarget, oracle, epsilon, stop));
        }
      } catch (IllegalArgumentException misfit) {
        throw JobFailure.usage(misfit.getMessage(), misfit);
      } catch (ArithmeticException overflow) {
        throw JobFailure.badInput(overflow.getMessage(), overflow);
      }
      watch.lap("solve");
      Termination end = result.termination();
      if (end instanceof Termination.Exhausted) {
        journal.save(result.state());
      }
      journal.heedStop("iterations");

      Map<String, Object> numbers = new LinkedHashMap<>();
      Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
      Optional<Clouds> clouds = Optional.empty();
      if (result.certificate().isPresent()) {
        describe(result, result.certificate().get(), numbers);
        mapCost.ifPresent(
            map -> describe(map, result.certificate().get(), result.epsilon(), numbers));
        numbers.put("pair-costs", keeps ? "stored" : "computed");
        Answer answer = new Answer(from, source, columns.ids(), target.idType(), oracle, result);
        if (selfSource.isPresent() && selfTarget.isPresent()) {
          SelfTerm.describe(
              result.certificate().get(), selfSource.get(), selfTarget.get(), numbers);
          if (settings.gradients()) {
            tables.put("gradients", answer.gradients(selfSource.get()));
          }
        }
        tables.put("source_potentials", answer.sourcePotentials(settings.keep()));
        tables.put("target_potentials", answer.targetPotentials(request.spark()));
        if (settings.plan().isPresent()) {
          int entries = settings.plan().getAsInt();
          tables.put("plan", answer.plan(entries, hold(rows.share(columns.ids()))));
          numbers.put("plan-mass-fraction", answer.planMassFraction(entries, rows));
        }
        if (settings.clusters() != Clusters.OFF) {
          tables.put("clusters", answer.clusters(settings.keep(), hold(rows.share(columns.ids()))));
        }
        if (settings.map()) {
          tables.put("map", answer.map(settings.keep()));
        }
        clouds =
            Optional.of(
                Sketch.of(
                    oracle, drawn.runner(), result, drawnColumns, fromDrawn, source.labels()));
      }
      if (settings.quarantine()) {
        tables.put("quarantined", TableReader.quarantined("source", source, "target", target));
      }
      watch.lap("answer");
      Map<String, Long> counts = new LinkedHashMap<>();
      counts.put("source", source.rows());
      counts.put("target", target.rows());
      return new Solved(
          ending(end, selfSource, selfTarget),
          counts,
          numbers,
          journal.trace(),
          tables,
          clouds,
          watch.laps(),
          Kernels.best().description(),
          engine.toString(),
          held::close);
    }

    private <T extends AutoCloseable> T hold(T opened) {
      return held.hold(opened);
    }

    /** Returns a table with its labels to be read, if they cost something. */
    private OpenTable opened(OpenTable table) {
      return request.settings().labelCost().isPresent() ? LabelValues.read(table) : table;
    }

    private void requireOutputColumns() {
      TransportSettings settings = request.settings();
      TableRoles roles = request.tables().source().roles();
      KeptColumns.require(request.tables().source(), settings.keep());
      boolean dated = settings.output().runDate().isPresent();
      Answer.repeatedColumn(roles.features(), settings.keep(), settings.map(), dated)
          .ifPresent(
              column -> {
                throw JobFailure.usage(
                    "a table of the output would have two columns "
                        + column
                        + ": keep must name other columns than id, f and, with --map, the features");
              });
    }

    /**
     * Returns what the solver sweeps over: the source, its rows in spatial order if that may pay.
     * Tables with rows per source row are made of the source itself, in the order of ids.
     */
    private PointTable inSpace(PointTable source, PointBlock columns, GroundCost cost) {
      boolean mayPay =
          source.labels() == 0
              && SpatialRows.mayPay(cost, source.rows(), columns.rows(), source.dimension());
      return mayPay ? hold(source.inSpace(SpatialRows.near(columns))) : source;
    }

    /** Rows of clusters either are assigned or stay, and the entropy acts on both. */
    private RowRule rowRule(Marginals marginals) {
      return request.settings().clusters() != Clusters.OFF && marginals.mass().isPresent()
          ? PartialClustering.rowRule(marginals.mass().getAsDouble())
          : marginals.source();
    }

    private SelfTerm selfTerm(
        Engine engine,
        PointTable table,
        PointBlock points,
        PairCosts.Columns costs,
        DualOracle cross,
        double epsilon,
        StopSignal stop) {
      SweepRunner<PointBlock> rows =
          engines.runner(engine, inSpace(table, points, request.settings().cost()));
      SolverSettings settings = solver(request.settings());
      return hold(SelfTerm.solve(rows, points, costs, cross, settings, epsilon, progress, stop));
    }

    /** Returns the worst ending of the problem and the self terms. */
    private static Ending ending(
        Termination end, Optional<SelfTerm> source, Optional<SelfTerm> target) {
      return Stream.concat(
              Stream.of(end),
              Stream.of(source, target)
                  .flatMap(Optional::stream)
                  .map(term -> term.result().termination()))
          .map(Run::ending)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    private static Ending ending(Termination end) {
      if (end instanceof Termination.Converged) {
        return Ending.CONVERGED;
      }
      return end instanceof Termination.Exhausted ? Ending.EXHAUSTED : Ending.DIVERGED;
    }

    private static void describe(
        MapCost map, Certificate certificate, double epsilon, Map<String, Object> numbers) {
      MongeGap gap = MongeGap.of(map.cost(), certificate, epsilon, map.entropy());
      numbers.put("map-cost", gap.mapCost());
      numbers.put("monge-gap-lower", gap.lower());
      numbers.put("monge-gap-upper", gap.upper());
      numbers.put("monge-gap-entropic", gap.entropic());
      numbers.put("monge-gap-entropic-floor", gap.floor());
    }

    private static void describe(
        TransportResult result, Certificate certificate, Map<String, Object> numbers) {
      numbers.put("cost", certificate.cost());
      numbers.put("kl", certificate.kl());
      numbers.put("primal", certificate.primal());
      numbers.put("dual", certificate.dual());
      putIfKnown(numbers, "gap", certificate.gap());
      numbers.put("marginal-error", certificate.marginalError());
      numbers.put("iterations", result.termination().iterations());
      numbers.put("epsilon", result.epsilon());
      numbers.put("mass", certificate.mass());
      if (!Double.isNaN(certificate.exactLower() + certificate.exactUpper())) {
        numbers.put("exact-lower", certificate.exactLower());
        numbers.put("exact-upper", certificate.exactUpper());
      }
      numbers.put("cost-mean", result.cost().mean());
      numbers.put("cost-std", result.cost().deviation());
      numbers.put("precision", result.effort().precision().toString());
      numbers.put("skipped-fraction", result.effort().skipped());
    }

    private static void putIfKnown(Map<String, Object> numbers, String key, double figure) {
      if (!Double.isNaN(figure)) {
        numbers.put(key, figure);
      }
    }
  }
}
