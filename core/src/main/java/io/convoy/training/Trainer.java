package io.convoy.training;

import io.convoy.iterate.Solver;
import io.convoy.robust.Aggregator;
import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import io.convoy.robust.Gram;
import io.convoy.robust.GramSweep;
import io.convoy.robust.Plan;
import io.convoy.robust.Reference;
import io.convoy.robust.RobustRule;
import io.convoy.robust.RuleName;
import io.convoy.robust.VectorBlocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Trains a model: every step asks all workers for a gradient, lets the gate drop what no rule
 * should see, has a robust rule make one of the rest, and moves the parameters by it.
 *
 * <p>A worker whose contribution was dropped has been found out, so the rule tolerates as many
 * fewer of the others.
 */
public final class Trainer implements Solver<TrainState, Trainer.Step> {

  private final Recipe recipe;
  private final Objective objective;
  private final Workers workers;
  private final Function<double[], Objective.Judgement> heldOut;
  private final int[] liars;

  /**
   * Returns a trainer.
   *
   * @param heldOut judges parameters after every epoch
   */
  public Trainer(
      Recipe recipe,
      Objective objective,
      Workers workers,
      Function<double[], Objective.Judgement> heldOut) {
    this.recipe = recipe;
    this.objective = objective;
    this.workers = workers;
    this.heldOut = heldOut;
    this.liars = IntStream.range(workers.count() - recipe.liars(), workers.count()).toArray();
  }

  /**
   * What a step found.
   *
   * @param aggregate of the gradients
   * @param loss median over workers of the mean loss of their batches
   * @param ledger with this step
   */
  public record Step(double[] aggregate, double loss, Ledger ledger) {}

  /** Returns the state before the first step. */
  public TrainState start() {
    double[] parameters = objective.start(recipe.batches().seeds().seed());
    return new TrainState(
        recipe.optimizer().begin(parameters),
        new double[0],
        Ledger.of(workers.count()),
        new double[0],
        List.of());
  }

  /**
   * Returns what workers make of a state.
   *
   * @return with a loss that is NaN if the parameters have diverged
   * @throws QuorumException if too few contributions pass the gate
   */
  public Step evaluate(TrainState state) {
    double[] parameters = state.memory().parameters();
    List<Arrival> arrivals =
        workers.compute(
            new Order(
                state.step(),
                parameters,
                state.past().isEmpty() ? parameters : state.past().get(0),
                recipe.workerMomentum(),
                recipe.attack(),
                liars));
    Gate.Verdict verdict =
        judged(arrivals.stream().map(Arrival::contribution).toList(), state.step(), parameters);
    if (state.step() > 0 && hasDiverged(verdict)) {
      return new Step(new double[parameters.length], Double.NaN, state.ledger());
    }
    requireQuorum(verdict, state.step());
    Reference reference = new Reference(state.aggregate(), recipe.width());
    double loss = median(arrivals.stream().mapToDouble(Arrival::loss).toArray());
    try (VectorBlocks sent = workers.vectors(verdict.passed())) {
      int[] lying = rowsOf(verdict.passed());
      if (recipe.attack().kind().place() != Attack.Place.VECTORS
          || lying.length == 0
          || lying.length == verdict.passed().size()) {
        Gram gram = sent.runner().run("products of gradients", new GramSweep(), reference);
        return aggregated(state, loss, verdict, verdict, gram, sent, reference);
      }
      try (VectorBlocks told =
          recipe
              .attack()
              .carriedOut(
                  new Attack.View(
                      sent,
                      lying,
                      rule(verdict),
                      state.step(),
                      reference,
                      state.ledger().productsOf(verdict.passed()),
                      recipe.batches().seeds()),
                  verdict.passed().size())) {
        Gram gram = told.runner().run("products of gradients", new GramSweep(), reference);
        Gate.Verdict second = again(verdict, gram, state.step(), parameters);
        requireQuorum(second, state.step());
        return aggregated(state, loss, verdict, second, gram, told, reference);
      }
    }
  }

  private Gate.Verdict judged(
      List<Gate.Contribution> contributions, long step, double[] parameters) {
    return recipe
        .gate()
        .map(gate -> gate.judge(contributions, step, parameters.length))
        .orElseGet(() -> Gate.fitting(contributions, step, parameters.length));
  }

  /** Judges what liars made of their vectors after they had passed. */
  private Gate.Verdict again(Gate.Verdict verdict, Gram gram, long step, double[] parameters) {
    List<Gate.Contribution> told = new ArrayList<>();
    for (int row = 0; row < verdict.passed().size(); row++) {
      told.add(
          new Gate.Contribution(
              verdict.passed().get(row), step, parameters.length, gram.product(row, row)));
    }
    Gate.Verdict second = judged(told, step, parameters);
    Map<Integer, Gate.Reason> dropped = new TreeMap<>(verdict.dropped());
    dropped.putAll(second.dropped());
    return new Gate.Verdict(second.passed(), dropped);
  }

  private Step aggregated(
      TrainState state,
      double loss,
      Gate.Verdict rows,
      Gate.Verdict verdict,
      Gram gram,
      VectorBlocks vectors,
      Reference reference) {
    int[] kept =
        verdict.passed().stream().mapToInt(worker -> rows.passed().indexOf(worker)).toArray();
    Gram among = gram.among(kept);
    Plan plan = rule(verdict).plan(among);
    if (kept.length < rows.passed().size()) {
      double[][] selection = new double[kept.length][rows.passed().size()];
      for (int q = 0; q < kept.length; q++) {
        selection[q][kept[q]] = 1;
      }
      plan = plan.after(selection);
    }
    return new Step(
        Aggregator.carryOut(vectors.runner(), plan, reference),
        loss,
        state.ledger().with(verdict, among, recipe.attack().learnsFrom(state.step())));
  }

  private RobustRule rule(Gate.Verdict verdict) {
    int found = verdict.dropped().size();
    return RuleName.parse(
        recipe.aggregator(),
        verdict.passed().size(),
        Math.max(0, recipe.byzantine() - found),
        recipe.batches().seeds().seed());
  }

  private int[] rowsOf(List<Integer> passed) {
    return IntStream.range(0, passed.size())
        .filter(row -> Arrays.binarySearch(liars, passed.get(row)) >= 0)
        .toArray();
  }

  /** Most workers do not break at once: what they were asked about is not finite any more. */
  private boolean hasDiverged(Gate.Verdict verdict) {
    long broken =
        verdict.dropped().values().stream().filter(Gate.Reason.NOT_FINITE::equals).count();
    return 2 * broken > workers.count();
  }

  private void requireQuorum(Gate.Verdict verdict, long step) {
    if (verdict.passed().size() < recipe.quorum()) {
      throw new QuorumException(
          "step "
              + (step + 1)
              + ": "
              + verdict.passed().size()
              + " of "
              + workers.count()
              + " workers gave a usable gradient, and quorum is "
              + recipe.quorum()
              + "; dropped were "
              + verdict.dropped(),
          verdict.dropped().containsValue(Gate.Reason.ABSENT));
    }
  }

  @Override
  public Reading read(TrainState state, Step step) {
    double square = 0;
    for (double value : step.aggregate()) {
      square += value * value;
    }
    return new Reading(Math.toIntExact(state.step() + 1), 0, Math.sqrt(square), step.loss(), false);
  }

  @Override
  public TrainState step(TrainState state, Step found) {
    double epoch = (double) state.step() / recipe.batches().perEpoch();
    double rate = recipe.rate() * recipe.schedule().factor(epoch, recipe.epochs());
    Optimizer.Memory memory =
        recipe.optimizer().step(state.memory(), found.aggregate(), rate, objective.tensors());
    double[] curve = state.curve();
    if (memory.steps() % recipe.batches().perEpoch() == 0) {
      Objective.Judgement judgement = heldOut.apply(memory.parameters());
      curve = Arrays.copyOf(curve, curve.length + 2);
      curve[curve.length - 2] = judgement.loss() / judgement.weight();
      curve[curve.length - 1] = judgement.error() / judgement.weight();
    }
    List<double[]> past = new ArrayList<>(state.past());
    if (recipe.attack().kind() == Attack.Kind.STALE) {
      past.add(state.memory().parameters());
      if (past.size() > recipe.attack().strength()) {
        past.remove(0);
      }
    }
    return new TrainState(memory, found.aggregate(), found.ledger(), curve, past);
  }

  private static double median(double[] losses) {
    double[] sorted = Arrays.stream(losses).filter(Double::isFinite).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
  }
}
