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
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.SemiDiscreteSettings;
import io.convoy.jobs.table.OpenTable;
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
import io.convoy.random.SeedStream;
import io.convoy.semidiscrete.AscentState;
import io.convoy.semidiscrete.Cells;
import io.convoy.semidiscrete.LawSamples;
import io.convoy.semidiscrete.Samples;
import io.convoy.semidiscrete.SemiDiscrete;
import io.convoy.semidiscrete.TableSamples;
import io.convoy.semidiscrete.Verification;
import io.convoy.spark.checkpoint.CheckpointStore;
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
import org.apache.spark.sql.SparkSession;

/** Moves samples of a law or of a table to sites, in memory or on Spark. */
public final class SemiDiscreteSolve {

  /** Work per iteration up to which it stays in this process; see transport's. */
  private static final double MEMORY_WORK = 1 << 27;

  /** What the driver and every executor hold: the sites, twice, and a tile. */
  private static final int COORDINATE_BYTES = 3 * Double.BYTES;

  private static final long MOST_DRAWN = 50_000_000;

  private final Request request;
  private final SemiDiscreteSettings settings;
  private final Progress progress;
  private final Holdings held;

  private SemiDiscreteSolve(Request request, Progress progress, Holdings held) {
    this.request = request;
    this.settings = request.settings();
    this.progress = progress;
    this.held = held;
  }

  /**
   * What to solve.
   *
   * @param source open, if a table is sampled
   * @param target open, its features matched with the source's
   * @param checkpoint what an earlier attempt left, and where to leave some
   * @param problemHash what a checkpoint must carry to belong to this run
   */
  public record Request(
      SparkSession spark,
      SemiDiscreteSettings settings,
      Optional<OpenTable> source,
      OpenTable target,
      CheckpointStore checkpoint,
      String problemHash) {}

  /**
   * Solves the problem.
   *
   * @throws JobFailure if the rows break their contract, the sites do not fit, or the run was asked
   *     to stop and left a checkpoint
   */
  public static Solved solve(Request request, Progress progress) {
    Holdings held = new Holdings();
    try {
      return new SemiDiscreteSolve(request, progress, held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
    PointTable target = reader.read(request.target());
    Optional<PointTable> source = request.source().map(reader::read);
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

    Journal<AscentState> journal;
    Loop.Outcome<AscentState, Cells> outcome;
    try (StopSignal stop = StopSignal.install()) {
      journal =
          new Journal<>(
              request.checkpoint(),
              new StateFormat<>(
                  AscentState::iteration,
                  AscentState::toArrays,
                  arrays -> AscentState.fromArrays(arrays, weights.length)),
              request.problemHash(),
              settings.run().checkpointEvery(),
              progress,
              stop);
      outcome = problem.ascend(settings.run().maxIterations(), journal.resume(), journal);
    } catch (ArithmeticException overflow) {
      throw JobFailure.badInput(overflow.getMessage(), overflow);
    }
    Termination end = outcome.termination();
    journal.heedStop("iterations");
    watch.lap("ascend");

    Map<String, Object> numbers = new LinkedHashMap<>();
    Map<String, Dataset<Row>> written = new LinkedHashMap<>();
    Ending ending = Ending.DIVERGED;
    if (!(end instanceof Termination.Diverged)) {
      double[] g = outcome.state().average();
      Verification verified = problem.verify(g, settings.verify());
      if (problem.refines()) {
        double[] refined = problem.refine(g);
        Verification better = problem.verify(refined, settings.verify());
        numbers.put("mass-error-before-newton", verified.error());
        if (better.error() < verified.error()) {
          g = refined;
          verified = better;
        }
      }
      ending = verified.excess() <= settings.tolerance() ? Ending.CONVERGED : Ending.EXHAUSTED;
      if (ending == Ending.EXHAUSTED) {
        journal.save(outcome.state());
      }
      describe(verified, end.iterations(), problem.samplesPerIteration(), numbers);
      SiteTables tables = new SiteTables(sites.ids(), target.idType(), g);
      written.put("site_potentials", tables.potentials(request.spark(), weights, verified));
      if (settings.map() && source.isEmpty()) {
        written.put("map", tables.map(request.spark(), problem.mapped(g, settings.verify())));
      } else if (settings.map()) {
        PointTable rows = source.orElseThrow();
        written.put(
            "map",
            KeptColumns.join(
                tables.map(rows, problem.map(), held.hold(rows.runner().share(sites.ids()))),
                request.source().orElseThrow(),
                settings.keep()));
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
    return new Solved(
        ending,
        counts,
        numbers,
        journal.trace(),
        written,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        pieces.engine().toString(),
        held::close);
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
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(request.spark().sparkContext());
    int tasks = settings.run().tasks().orElse(2 * spark.defaultParallelism());
    int run = OrderedTree.leavesPerPart(samples.pieces(), Math.min(tasks, samples.pieces()));
    return SparkRunner.over(
        spark.parallelize(samples.all(), samples.pieces() / run), samples.pieces());
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
      KeptColumns.require(request.source().orElseThrow(), settings.keep());
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
