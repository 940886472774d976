package io.convoy.jobs.transport;

import io.convoy.clustering.PartialClustering;
import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Picture;
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
import io.convoy.transport.DualOracle;
import io.convoy.transport.Marginals;
import io.convoy.transport.RowRule;
import io.convoy.transport.SinkhornState;
import io.convoy.transport.TransportProblem;
import io.convoy.transport.TransportResult;
import io.convoy.transport.TransportSolver;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Solves for a plan that is a function of potentials, over blocks, in memory or on Spark. */
record BlockTransport(Asked.Planned asked) implements TransportSolve {

  @Override
  public Solved solve(Run run, TransportSettings settings, Progress progress) {
    Holdings held = new Holdings();
    try {
      Engines engines = new Engines(settings.run(), held, run.spark());
      return new Attempt(run, settings, asked, progress, held, engines).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  /**
   * What the iterations found.
   *
   * @param self the problems of the source and of the target with themselves, if they were asked
   *     for
   */
  private record Found(
      TransportResult result, Journal<SinkhornState> journal, List<SelfTerm> self) {

    /** Returns the worst ending of the problem and the self terms. */
    Ending ending() {
      return Stream.concat(Stream.of(result), self.stream().map(SelfTerm::result))
          .map(each -> Ending.of(each.termination()))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  /** One run; what it opens, it holds. */
  private record Attempt(
      Run run,
      TransportSettings settings,
      Asked.Planned asked,
      Progress progress,
      Holdings held,
      Engines engines) {

    Solved solve() {
      Stopwatch watch = new Stopwatch();
      requireOutputColumns();
      Sides sides = Sides.read(run, settings, asked, engines, held);
      Optional<MapCost> mapCost =
          asked instanceof Asked.Whole whole && whole.mongeGap()
              ? Optional.of(MapCost.of(sides.source(), sides.columns(), settings.cost()))
              : Optional.empty();
      SweepRunner<PointBlock> rows =
          engines.runner(
              sides.engine(),
              Sides.inSpace(sides.source(), sides.columns().points(), sides.cost(), held));
      PairCosts costs = PairCosts.of(asked, sides);
      watch.lap("read");

      DualOracle oracle = oracle(sides, costs, rows);
      Found found = iterate(sides, costs, oracle);
      watch.lap("solve");
      if (found.result().termination() instanceof Termination.Exhausted) {
        found.journal().save(found.result().state());
      }
      found.journal().heedStop("iterations");

      Map<String, Object> numbers = new LinkedHashMap<>();
      Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
      Optional<Picture> matching = Optional.empty();
      if (found.result().certificate().isPresent()) {
        Figures.put(found.result(), numbers);
        mapCost.ifPresent(map -> Figures.put(map, found.result(), numbers));
        numbers.put("pair-costs", sides.keeps() ? "stored" : "computed");
        write(sides, oracle, rows, found, numbers, tables);
        matching = MatchingPicture.of(Sketch.of(sides, oracle, found.result()));
      }
      if (settings.quarantine()) {
        tables.put(
            "quarantined",
            TableReader.quarantined("source", sides.source(), "target", sides.target()));
      }
      watch.lap("answer");
      return new Solved.Of(found.ending(), sides.counts(), numbers)
          .headline(Figures.headline(numbers, settings))
          .trace(found.journal().trace())
          .tables(tables)
          .picture(matching)
          .picture(Picture.ofConvergence(found.journal().trace(), settings.tolerance(), "epsilon"))
          .timings(watch.laps())
          .by(sides.engine().toString())
          .holding(held::close);
    }

    private DualOracle oracle(Sides sides, PairCosts costs, SweepRunner<PointBlock> rows) {
      double[] centre = rows.run("row centre", Moments.sweep(), "").mean();
      PointBlock columns = sides.columns().points();
      PointCloud cloud = costs.between().of(columns, centre);
      Marginals marginals = settings.marginals();
      TransportProblem problem =
          new TransportProblem(
              sides.keeps() ? cloud.stored() : cloud,
              columns.weights(),
              rowRule(marginals),
              marginals.target(),
              marginals.mass());
      return held.hold(new DualOracle(rows, problem, asked.entropic().skips(settings.tolerance())));
    }

    /** Rows of clusters either are assigned or stay, and the entropy acts on both. */
    private RowRule rowRule(Marginals marginals) {
      return asked instanceof Asked.Clusters && !Double.isNaN(marginals.mass())
          ? PartialClustering.rowRule(marginals.mass())
          : marginals.source();
    }

    private Found iterate(Sides sides, PairCosts costs, DualOracle oracle) {
      try (StopSignal stop = StopSignal.install()) {
        Journal<SinkhornState> journal = journal(oracle.problem(), stop);
        TransportResult result =
            TransportSolver.solve(
                oracle, settings.solver(asked.entropic()), journal.resume(), journal);
        if (!asked.isDebiased() || result.certificate().isEmpty()) {
          return new Found(result, journal, List.of());
        }
        journal.save(result.state()); // what comes now may be interrupted too
        SelfTerm.Asked self =
            new SelfTerm.Asked(
                oracle, settings.solver(asked.entropic()), result.epsilon(), progress, stop);
        PointBlock own = sides.source().gather().points();
        SelfTerm source = self(sides, sides.source(), own, costs.withinSource(), self);
        PointBlock columns = sides.columns().points();
        SelfTerm target = self(sides, sides.target(), columns, costs.withinTarget(), self);
        return new Found(result, journal, List.of(source, target));
      } catch (IllegalArgumentException misfit) {
        throw JobFailure.usage(misfit.getMessage(), misfit);
      } catch (ArithmeticException overflow) {
        throw JobFailure.badInput(overflow.getMessage(), overflow);
      }
    }

    private Journal<SinkhornState> journal(TransportProblem problem, StopSignal stop) {
      return new Journal<>(
          run.checkpoints(),
          new StateFormat<>(
              SinkhornState::iteration,
              SinkhornState::toArrays,
              arrays -> SinkhornState.fromArrays(arrays, problem.columns())),
          run.problemHash(),
          settings.run().checkpointEvery(),
          progress,
          stop);
    }

    private SelfTerm self(
        Sides sides,
        PointTable table,
        PointBlock points,
        PairCosts.Columns costs,
        SelfTerm.Asked self) {
      SweepRunner<PointBlock> rows =
          engines.runner(sides.engine(), Sides.inSpace(table, points, settings.cost(), held));
      return held.hold(SelfTerm.solve(rows, points, costs, self));
    }

    /** Adds the tables that were asked for, and what is known of them. */
    private void write(
        Sides sides,
        DualOracle oracle,
        SweepRunner<PointBlock> rows,
        Found found,
        Map<String, Object> numbers,
        Map<String, Dataset<Row>> tables) {
      Answer answer = new Answer(sides, oracle, found.result());
      if (!found.self().isEmpty()) {
        SelfTerm source = found.self().get(0);
        SelfTerm.describe(found.result(), source, found.self().get(1), numbers);
        if (asked instanceof Asked.Whole whole && whole.comparison().gradients()) {
          tables.put("gradients", answer.gradients(source));
        }
      }
      tables.put("source_potentials", answer.sourcePotentials(asked.keep()));
      tables.put("target_potentials", answer.targetPotentials(run.spark()));
      if (asked.plan().isPresent()) {
        int entries = asked.plan().getAsInt();
        tables.put("plan", answer.plan(entries, held.hold(rows.share(sides.columns().ids()))));
        numbers.put("plan-mass-fraction", answer.planMassFraction(entries, rows));
      }
      if (asked instanceof Asked.Clusters) {
        tables.put(
            "clusters",
            answer.clusters(asked.keep(), held.hold(rows.share(sides.columns().ids()))));
      }
      if (asked.map()) {
        tables.put("map", answer.map(asked.keep()));
      }
    }

    private void requireOutputColumns() {
      OpenTable source = run.tables().get("source");
      KeptColumns.require(source, asked.keep());
      boolean dated = settings.output().runDate().isPresent();
      Answer.repeatedColumn(source.roles().features(), asked.keep(), asked.map(), dated)
          .ifPresent(
              column -> {
                throw JobFailure.usage(
                    "a table of the output would have two columns "
                        + column
                        + ": keep must name other columns than id, f and, with --map, the features");
              });
    }
  }
}
