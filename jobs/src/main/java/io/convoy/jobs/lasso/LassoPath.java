package io.convoy.jobs.lasso;

import io.convoy.iterate.Solver;
import io.convoy.iterate.Termination;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.progress.Progress;
import io.convoy.jobs.report.TraceRow;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Journal;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.StateFormat;
import io.convoy.jobs.work.StopSignal;
import io.convoy.network.GraphBlock;
import io.convoy.network.GraphRunner;
import io.convoy.network.GraphState;
import io.convoy.network.LassoSettings;
import io.convoy.network.LassoState;
import io.convoy.network.NetworkLasso;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Solves for one strength after another, and goes on where an earlier attempt was killed. */
final class LassoPath {

  private final GraphRunner runner;
  private final List<GraphBlock> blocks;
  private final LassoSettings settings;
  private final double[] lambdas;
  private final List<Step> steps = new ArrayList<>();

  /**
   * @param blocks the runner's
   * @param lambdas ascending
   */
  LassoPath(GraphRunner runner, List<GraphBlock> blocks, LassoSettings settings, double[] lambdas) {
    this.runner = runner;
    this.blocks = blocks;
    this.settings = settings;
    this.lambdas = lambdas;
  }

  /**
   * What one strength came to.
   *
   * @param x parameters, node by node
   * @param error as the solver judges it
   */
  record Step(
      double lambda,
      double[] x,
      double objective,
      double gap,
      double error,
      int rounds,
      boolean converged) {}

  /** What was found, and how it ended; the last step of what diverged is not there. */
  record Found(List<Step> steps, List<TraceRow> trace, Ending ending) {}

  /** A moment of a run: {@code before} rounds were made for earlier strengths. */
  private record Moment(int step, int before, LassoState state) {}

  /**
   * Runs the path.
   *
   * @param every rounds between checkpoints
   * @param last says of a step whether the rest of the path would be the same
   * @throws JobFailure if the process is told to stop
   */
  Found run(Run run, int every, Progress progress, Predicate<Step> last) {
    try (StopSignal stop = StopSignal.install()) {
      Journal<Moment> journal =
          new Journal<>(
              run.checkpoints(),
              new StateFormat<>(
                  moment -> moment.before() + moment.state().round(), this::write, this::read),
              run.problemHash(),
              every,
              progress,
              stop);
      return walk(journal, resumed(journal), last);
    }
  }

  /** Returns where an earlier attempt was, if that is worth going on from. */
  private Optional<Moment> resumed(Journal<Moment> journal) {
    Optional<Moment> moment = journal.resume();
    boolean unfinished =
        steps.stream().anyMatch(step -> !step.converged() && step.rounds() < maxRounds());
    if (moment.isPresent() && !unfinished) {
      return moment;
    }
    steps.clear(); // an exhausted run that was given more begins again
    runner.begin();
    return Optional.empty();
  }

  private Found walk(Journal<Moment> journal, Optional<Moment> resumed, Predicate<Step> last) {
    NetworkLasso lasso = new NetworkLasso(runner, settings);
    Optional<Moment> moment = resumed;
    int before = moment.map(Moment::before).orElse(0);
    for (int k = steps.size(); k < lambdas.length; k++) {
      NetworkLasso.Solution solution = solve(lasso, journal, k, before, moment);
      moment = Optional.empty();
      Termination end = solution.termination();
      journal.heedStop("rounds");
      before += end.iterations();
      if (end instanceof Termination.Diverged) {
        return new Found(steps, journal.trace(), Ending.DIVERGED);
      }
      Step done =
          new Step(
              lambdas[k],
              parameters(),
              solution.sums().objective(),
              solution.sums().gap(),
              solution.sums().error(),
              end.iterations(),
              end instanceof Termination.Converged);
      steps.add(done);
      if (last.test(done)) {
        break;
      }
    }
    boolean converged = steps.stream().allMatch(Step::converged);
    return new Found(steps, journal.trace(), converged ? Ending.CONVERGED : Ending.EXHAUSTED);
  }

  private NetworkLasso.Solution solve(
      NetworkLasso lasso, Journal<Moment> journal, int step, int before, Optional<Moment> moment) {
    return moment.isPresent()
        ? lasso.solve(
            lambdas[step],
            moment.get().state(),
            (state, reading) -> observe(journal, step, before, state, reading))
        : lasso.solve(
            lambdas[step], (state, reading) -> observe(journal, step, before, state, reading));
  }

  private int maxRounds() {
    return settings.maxRounds();
  }

  private static boolean observe(
      Journal<Moment> journal, int step, int before, LassoState state, Solver.Reading reading) {
    return journal.observe(
        new Moment(step, before, state),
        new Solver.Reading(
            before + reading.iteration(),
            reading.epsilon(),
            reading.error(),
            reading.objective(),
            reading.decisive()));
  }

  /** Returns the parameters of all nodes in their order. */
  private double[] parameters() {
    return gathered(blocks, runner.parameters());
  }

  /** Returns what blocks hold of nodes in the order of nodes. */
  static double[] gathered(List<GraphBlock> blocks, List<double[]> parts) {
    int p = blocks.get(0).parameters();
    int nodes = blocks.stream().mapToInt(GraphBlock::nodes).sum();
    double[] x = new double[nodes * p];
    for (GraphBlock block : blocks) {
      for (int i = 0; i < block.nodes(); i++) {
        System.arraycopy(parts.get(block.index()), i * p, x, block.node(i) * p, p);
      }
    }
    return x;
  }

  private Map<String, double[]> write(Moment moment) {
    Map<String, double[]> arrays = new LinkedHashMap<>();
    LassoState state = moment.state();
    arrays.put(
        "moment",
        new double[] {moment.step(), moment.before(), state.round(), state.rho(), state.best()});
    GraphRunner.Held held = runner.held();
    write(held.states(), "state", arrays);
    write(held.kept(), "kept", arrays);
    for (int k = 0; k < steps.size(); k++) {
      Step step = steps.get(k);
      arrays.put("step-" + k, step.x());
      arrays.put(
          "sums-" + k,
          new double[] {
            step.objective(), step.gap(), step.error(), step.rounds(), step.converged() ? 1 : 0
          });
    }
    return arrays;
  }

  private static void write(List<GraphState> states, String name, Map<String, double[]> arrays) {
    for (int b = 0; b < states.size(); b++) {
      arrays.put(name + "-x-" + b, states.get(b).x());
      arrays.put(name + "-flows-" + b, states.get(b).flows());
      arrays.put(name + "-memory-" + b, states.get(b).memory());
    }
  }

  private Moment read(Map<String, double[]> arrays) {
    double[] moment = arrays.get("moment");
    for (int k = 0; k < moment[0]; k++) {
      double[] sums = arrays.get("sums-" + k);
      steps.add(
          new Step(
              lambdas[k],
              arrays.get("step-" + k),
              sums[0],
              sums[1],
              sums[2],
              (int) sums[3],
              sums[4] == 1));
    }
    runner.resume(new GraphRunner.Held(read("state", arrays), read("kept", arrays)));
    return new Moment(
        (int) moment[0], (int) moment[1], new LassoState((int) moment[2], moment[3], moment[4]));
  }

  private List<GraphState> read(String name, Map<String, double[]> arrays) {
    List<GraphState> states = new ArrayList<>();
    for (int b = 0; arrays.containsKey(name + "-x-" + b); b++) {
      states.add(
          new GraphState(
              arrays.get(name + "-x-" + b),
              arrays.get(name + "-flows-" + b),
              arrays.get(name + "-memory-" + b)));
    }
    return states;
  }
}
