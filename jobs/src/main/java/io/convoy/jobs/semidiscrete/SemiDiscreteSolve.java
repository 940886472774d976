package io.convoy.jobs.semidiscrete;

import io.convoy.geometry.Moments;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Loop;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Engine;
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
import io.convoy.random.SeedStream;
import io.convoy.semidiscrete.AscentState;
import io.convoy.semidiscrete.Cells;
import io.convoy.semidiscrete.LawSamples;
import io.convoy.semidiscrete.Samples;
import io.convoy.semidiscrete.SemiDiscrete;
import io.convoy.semidiscrete.TableSamples;
import io.convoy.semidiscrete.Verification;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PointTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Moves samples of a law or of a table to sites, in memory or on Spark. */
final class SemiDiscreteSolve {

  /** Work per iteration up to which it stays in this process; see transport's. */
  private static final double MEMORY_WORK = 1 << 27;

  /** What the driver and every executor hold: the sites, twice, and a tile. */
  private static final int COORDINATE_BYTES = 3 * Double.BYTES;

  private static final long MOST_DRAWN = 50_000_000;

  private final Run run;
  private final SemiDiscreteSettings settings;
  private final Progress progress;
  private final Holdings held;

  private SemiDiscreteSolve(
      Run run, SemiDiscreteSettings settings, Progress progress, Holdings held) {
    this.run = run;
    this.settings = settings;
    this.progress = progress;
    this.held = held;
  }

  /**
   * Solves the problem.
   *
   * @throws JobFailure if the rows break their contract, the sites do not fit, or the run was asked
   *     to stop and left a checkpoint
   */
  static Solved solve(Run run, SemiDiscreteSettings settings, Progress progress) {
    Holdings held = new Holdings();
    try {
      return new SemiDiscreteSolve(run, settings, progress, held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
    PointTable target = reader.read(run.tables().get("target"));
    Optional<PointTable> source = run.tables().find("source").map(reader::read);
    source.ifPresent(
        table -> {
          requireOutputColumns();
          TableReader.requireEqualDimensions("source", table, "target", target);
        });
    if (source.isEmpty()) {
      return solve(watch, Optional.empty(), target, this::lawPieces);
    }
    if (!settings.standardize()) {
      return solve(watch, source, target, sites -> tablePieces(source.get(), sites));
    }
    List<PointTable> scaled = reader.standardized(List.of(source.get(), target));
    return solve(
        watch,
        Optional.of(scaled.get(0)),
        scaled.get(1),
        sites -> tablePieces(scaled.get(0), sites));
  }

  /**
   * What is sampled.
   *
   * @param centre near the mean, which affects rounding only
   */
  private record Pieces<B>(
      SweepRunner<B> runner, Samples<B> samples, double[] centre, Engine engine) {}

  private interface PieceMaker<B> {
    Pieces<B> of(PointBlock sites);
  }

  private <B> Solved solve(
      Stopwatch watch, Optional<PointTable> source, PointTable target, PieceMaker<B> maker) {
    requireMemory(target);
    if (settings.map() && source.isEmpty()) {
      requireFewSamples(target.dimension());
    }
    PointTable.Gathered sites = target.gather();
    Pieces<B> pieces = maker.of(sites.points());
    double[] weights = sites.points().weights();
    SemiDiscrete<B> problem =
        held.hold(
            new SemiDiscrete<>(
                pieces.runner(),
                pieces.samples(),
                PointCloud.of(settings.cost(), sites.points(), pieces.centre()),
                weights,
                new SeedStream(settings.seed())));
    watch.lap("read");

    Found found = ascend(problem, weights.length);
    watch.lap("ascend");

    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> written = new LinkedHashMap<>();
    Ending ending = Ending.DIVERGED;
    if (!(found.outcome().termination() instanceof Termination.Diverged)) {
      Answer answer = answer(problem, found, numbers);
      Verification verified = answer.verified();
      ending = verified.excess() <= settings.tolerance() ? Ending.CONVERGED : Ending.EXHAUSTED;
      if (ending == Ending.EXHAUSTED) {
        found.journal().save(found.outcome().state());
      }
      int iterations = found.outcome().termination().iterations();
      describe(verified, iterations, problem.samplesPerIteration(), numbers);
      SiteTables tables = new SiteTables(sites.ids(), target.idType(), answer.potentials());
      written.put("site_potentials", tables.potentials(run.spark(), weights, verified));
      if (settings.map()) {
        written.put("map", map(problem, source, tables));
      }
    }
    if (settings.quarantine()) {
      written.put(
          "quarantined",
          source
              .map(table -> TableReader.quarantined("source", table, "target", target))
              .orElseGet(() -> TableReader.quarantined("target", target)));
    }
    watch.lap("verify");
    Map<String, Long> counts = new LinkedHashMap<>();
    source.ifPresent(table -> counts.put("source", table.rows()));
    counts.put("target", target.rows());
    return new Solved.Of(ending, counts, numbers)
        .headline(headline(numbers))
        .trace(found.journal().trace())
        .tables(written)
        .picture(Picture.ofConvergence(found.journal().trace(), settings.tolerance(), "epsilon"))
        .timings(watch.laps())
        .by(pieces.engine().toString())
        .holding(held::close);
  }

  private record Found(Loop.Outcome<AscentState, Cells> outcome, Journal<AscentState> journal) {}

  private Found ascend(SemiDiscrete<?> problem, int sites) {
    try (StopSignal stop = StopSignal.install()) {
      Journal<AscentState> journal =
          new Journal<>(
              run.checkpoints(),
              new StateFormat<>(
                  AscentState::iteration,
                  AscentState::toArrays,
                  arrays -> AscentState.fromArrays(arrays, sites)),
              run.problemHash(),
              settings.run().checkpointEvery(),
              progress,
              stop);
      Loop.Outcome<AscentState, Cells> outcome =
          problem.ascend(settings.run().maxIterations(), journal.resume(), journal);
      journal.heedStop("iterations");
      return new Found(outcome, journal);
    } catch (ArithmeticException overflow) {
      throw JobFailure.badInput(overflow.getMessage(), overflow);
    }
  }

  /** The sites' potentials, and how fresh samples judge them. */
  private record Answer(double[] potentials, Verification verified) {}

  /** Returns what the ascent found, or what Newton's method makes of it where that is better. */
  private Answer answer(SemiDiscrete<?> problem, Found found, Map<String, Object> numbers) {
    double[] g = found.outcome().state().average();
    Answer ascended = new Answer(g, problem.verify(g, settings.verify()));
    if (!problem.refines()) {
      return ascended;
    }
    double[] refined = problem.refine(g);
    Answer better = new Answer(refined, problem.verify(refined, settings.verify()));
    numbers.put("mass-error-before-newton", ascended.verified().error());
    return better.verified().error() < ascended.verified().error() ? better : ascended;
  }

  private Dataset<Row> map(
      SemiDiscrete<?> problem, Optional<PointTable> source, SiteTables tables) {
    if (source.isEmpty()) {
      return tables.map(run.spark(), problem.mapped(tables.g(), settings.verify()));
    }
    PointTable rows = source.get();
    return KeptColumns.join(
        tables.map(rows, problem.map(), held.hold(rows.runner().share(tables.sites()))),
        run.tables().get("source"),
        settings.keep());
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers).after("iterations");
    return told.say(told.part("cost ", "cost", ""))
        .say(
            told.part("masses off by ", "mass-error", ""),
            told.part(" in all, of which sampling makes ", "mass-error-of-sampling", ""),
            told.part("; ", "sites-outside-interval", ""),
            told.part(" of ", "sites", " sites outside their 95 % intervals"))
        .show("cost", "cost", "")
        .show("iterations", "iterations", "")
        .done();
  }

  private Pieces<Integer> lawPieces(PointBlock sites) {
    LawSamples samples =
        new LawSamples(settings.sampler().orElseThrow(), sites.dimension(), LawSamples.PIECES);
    Engine engine = engine(sites);
    return new Pieces<>(
        engine == Engine.SPARK ? onSpark(samples) : inMemory(samples.all()),
        samples,
        new double[sites.dimension()],
        engine);
  }

  private SparkRunner<Integer> onSpark(LawSamples samples) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(run.spark().sparkContext());
    int tasks = settings.run().tasks().orElse(2 * spark.defaultParallelism());
    int leaves = OrderedTree.leavesPerPart(samples.pieces(), Math.min(tasks, samples.pieces()));
    return SparkRunner.over(
        spark.parallelize(samples.all(), samples.pieces() / leaves), samples.pieces());
  }

  private Pieces<PointBlock> tablePieces(PointTable source, PointBlock sites) {
    Engine engine = engine(sites);
    SweepRunner<PointBlock> runner =
        engine == Engine.SPARK ? source.runner() : inMemory(source.collectBlocks());
    double[] centre = runner.run("row centre", Moments.sweep(), "").mean();
    return new Pieces<>(runner, new TableSamples(), centre, engine);
  }

  private <B> SweepRunner<B> inMemory(List<B> pieces) {
    ForkJoinPool pool =
        new ForkJoinPool(settings.run().tasks().orElse(Runtime.getRuntime().availableProcessors()));
    held.hold(pool::shutdown);
    return new MemoryRunner<>(pieces, pool);
  }

  private Engine engine(PointBlock sites) {
    Engine asked = settings.run().engine();
    if (asked != Engine.AUTO) {
      return asked;
    }
    long samples = SemiDiscrete.samplesWanted(sites.rows());
    double work = (double) samples * sites.rows() * (sites.dimension() + 16);
    return work <= MEMORY_WORK ? Engine.MEMORY : Engine.SPARK;
  }

  private static void requireMemory(PointTable target) {
    long bytes = target.rows() * target.dimension() * COORDINATE_BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap / 2) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "not enough memory: every process holds all sites, which needs about "
              + ((bytes >> 20) + 1)
              + " MB of at most half the heap of "
              + (heap >> 20)
              + " MB; give more with --driver-memory, or fewer sites",
          null);
    }
  }

  private void requireFewSamples(int dimension) {
    if (settings.verify() * dimension > MOST_DRAWN) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "the map of a sampler's samples passes through the driver, which is for at most "
              + MOST_DRAWN
              + " coordinates; "
              + settings.verify()
              + " samples have "
              + settings.verify() * dimension
              + ": lower --verify",
          null);
    }
  }

  private void requireOutputColumns() {
    if (settings.map()) {
      KeptColumns.require(run.tables().get("source"), settings.keep());
      KeptColumns.firstRepeated(
              List.of(
                  List.of("id", "site_id"),
                  settings.keep(),
                  settings.output().runDate().isPresent() ? List.of("run_date") : List.of()))
          .ifPresent(
              column -> {
                throw JobFailure.usage(
                    "the map would have two columns "
                        + column
                        + ": keep must name other columns than id and site_id");
              });
    }
  }

  private static void describe(
      Verification verified, int iterations, long perIteration, Map<String, Object> numbers) {
    numbers.put("cost", verified.cost());
    numbers.put("dual", verified.dual());
    numbers.put("dual-standard-error", verified.dualError());
    numbers.put("mass-error", verified.error());
    numbers.put("mass-error-of-sampling", verified.noise());
    numbers.put("mass-error-excess", verified.excess());
    numbers.put("sites", verified.mass().length);
    numbers.put("sites-outside-interval", verified.outside());
    numbers.put("empty-cells", Arrays.stream(verified.mass()).filter(mass -> mass == 0).count());
    numbers.put("samples", verified.samples());
    numbers.put("samples-per-iteration", perIteration);
    numbers.put("iterations", iterations);
  }
}
