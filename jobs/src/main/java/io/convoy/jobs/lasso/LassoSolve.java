package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.report.Picture;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.network.Clusters;
import io.convoy.network.GraphRunner;
import io.convoy.network.LambdaCritical;
import io.convoy.network.MemoryGraph;
import io.convoy.spark.graph.SparkGraph;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.api.java.JavaSparkContext;

/** Fits local models along a path of strengths, in memory or on Spark, and judges them. */
final class LassoSolve {

  /** From a 2048th of the strength at which all nodes agree, doubling, to just above it. */
  private static final int AUTO_STEPS = 12;

  private static final int CHECKPOINT_ROUNDS = 20;

  private final Run run;
  private final LassoSettings settings;
  private final Progress progress;
  private final Holdings held;

  private LassoSolve(Run run, LassoSettings settings, Progress progress, Holdings held) {
    this.run = run;
    this.settings = settings;
    this.progress = progress;
    this.held = held;
  }

  /**
   * Returns the models and their errors.
   *
   * @param run its table nodes, and edges and labels if the settings name some
   * @throws JobFailure if rows or edges break their contract
   */
  static Solved solve(Run run, LassoSettings settings, Progress progress) {
    Holdings held = new Holdings();
    try {
      return new LassoSolve(run, settings, progress, held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    LassoProblem problem = LassoProblem.read(run, settings);
    watch.lap("read");
    Pooled pooled = Pooled.of(problem.graph(), problem.rows(), settings.objective());
    LambdaCritical critical =
        pooled.critical(problem.graph(), problem.rows(), settings.objective());
    Engine engine = engine(problem);
    LassoPath.Found found = path(problem, engine, lambdas(critical), pooled.components());
    watch.lap("solve");
    Map<String, Object> numbers = new LinkedHashMap<>();
    Solved.Of solved = new Solved.Of(found.ending(), counts(problem), numbers);
    if (found.ending() != Ending.DIVERGED) {
      LassoJudge judge =
          LassoJudge.of(
              run.spark(),
              settings,
              new LassoJudge.Fitted(problem, pooled, critical, found.steps()));
      numbers.putAll(judge.numbers());
      numbers.put("boundary-bytes-per-round", problem.balance().bytesPerRound(p(problem)));
      solved.headline(headline(numbers)).tables(judge.tables());
      judge.pictures().forEach(solved::picture);
      solved.picture(Picture.ofConvergence(found.trace(), settings.tolerance(), "lambda"));
    }
    watch.lap("judge");
    return solved
        .trace(found.trace())
        .timings(watch.laps())
        .by(engine.toString())
        .holding(held::close);
  }

  private int p(LassoProblem problem) {
    return settings.objective().parameters(problem.rows().dimension());
  }

  private LassoPath.Found path(
      LassoProblem problem, Engine engine, double[] lambdas, int components) {
    GraphRunner runner = runner(engine, problem);
    return new LassoPath(runner, problem.blocks(), settings.solver(), lambdas)
        .run(
            run,
            settings.run().checkpointEvery(),
            progress,
            step ->
                settings.lambda() instanceof LambdaRule.Path
                    && LassoJudge.count(
                            Clusters.of(
                                problem.graph(), step.x(), p(problem), settings.fuseTolerance()))
                        == components);
  }

  private double[] lambdas(LambdaCritical critical) {
    LambdaRule rule = settings.lambda();
    if (rule instanceof LambdaRule.Fixed fixed) {
      return new double[] {fixed.lambda()};
    }
    if (rule instanceof LambdaRule.Path path) {
      double[] lambdas = new double[path.count() + 1];
      for (int k = 1; k < lambdas.length; k++) {
        lambdas[k] = k == 1 ? path.start() : lambdas[k - 1] * path.factor();
      }
      return lambdas;
    }
    if (!(critical.upper() > 0) || !Double.isFinite(critical.upper())) {
      throw JobFailure.badInput(
          "lambda auto: the nodes agree already, or nothing ties them together (lambda-critical is "
              + critical.upper()
              + "); give a number");
    }
    double[] lambdas = new double[AUTO_STEPS + 1];
    for (int k = 1; k <= AUTO_STEPS; k++) {
      lambdas[k] = critical.upper() * 1.01 / (1 << (AUTO_STEPS - k));
    }
    return lambdas;
  }

  private Engine engine(LassoProblem problem) {
    Engine asked = settings.run().engine();
    if (asked != Engine.AUTO) {
      return asked;
    }
    double flows = 12.0 * problem.graph().edges() * p(problem);
    double bytes = 8.0 * (3.0 * problem.rows().features().length + flows);
    return bytes <= Runtime.getRuntime().maxMemory() / 4.0 ? Engine.MEMORY : Engine.SPARK;
  }

  private GraphRunner runner(Engine engine, LassoProblem problem) {
    if (engine == Engine.SPARK) {
      return held.hold(
          SparkGraph.of(
              JavaSparkContext.fromSparkContext(run.spark().sparkContext()),
              problem.blocks(),
              run.checkpoints().ofSpark(),
              CHECKPOINT_ROUNDS));
    }
    ForkJoinPool pool =
        new ForkJoinPool(settings.run().tasks().orElse(Runtime.getRuntime().availableProcessors()));
    held.hold(pool::shutdown);
    return new MemoryGraph(problem.blocks(), pool);
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers).after("rounds");
    return told.say(
            told.part("lambda ", "lambda", ""),
            told.part(": objective ", "objective", ""),
            told.part(", duality gap ", "gap", ""),
            told.part(", ", "clusters", " clusters"))
        .say(
            told.part("held-out error ", "test-error", ""),
            told.part(", of local models ", "test-error-local", ""),
            told.part(", of one for all ", "test-error-pooled", ""),
            told.part(", refitted ", "test-error-refit", ""))
        .show("lambda", "lambda", "")
        .show("test error", "test-error", "on held-out rows")
        .show("clusters", "clusters", "")
        .show("rounds", "rounds", "")
        .done();
  }

  private static Map<String, Long> counts(LassoProblem problem) {
    NodeTable nodes = problem.nodes();
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("nodes", (long) nodes.train().labels().length + nodes.test().labels().length);
    counts.put("edges", (long) problem.links().sources().length);
    return counts;
  }
}
