package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.robust.Attack;
import io.convoy.robust.RuleName;
import java.util.List;
import java.util.Optional;

/**
 * Who competes.
 *
 * @param aggregators names of rules; {@link #PLAIN} is the average without a gate
 * @param attacks what liars do
 * @param heterogeneities how workers differ
 * @param rates learning rates to choose from
 */
public record TournamentSettings(
    List<String> aggregators,
    List<Attack> attacks,
    List<Heterogeneity> heterogeneities,
    List<Double> rates) {

  /** The average as others have it: nothing is dropped before. */
  public static final String PLAIN = "plain-average";

  public TournamentSettings {
    aggregators = List.copyOf(aggregators);
    attacks = List.copyOf(attacks);
    heterogeneities = List.copyOf(heterogeneities);
    rates = List.copyOf(rates);
  }

  /** Returns the rule of a name. */
  public static String rule(String aggregator) {
    return aggregator.equals(PLAIN) ? "average" : aggregator;
  }

  /**
   * Returns who competes, if a tournament is asked for.
   *
   * @throws JobFailure naming the first setting that is out of its range or of no use
   */
  public static Optional<TournamentSettings> of(TournamentOptions options, TrainSettings training) {
    try {
      return judged(options, training);
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }

  private static Optional<TournamentSettings> judged(
      TournamentOptions options, TrainSettings training) {
    if (!options.tournament) {
      return Optional.empty();
    }
    if (training.assignment() != WorkerAssignment.HASH) {
      throw new IllegalArgumentException("tournament needs --worker-assignment hash");
    }
    if (!training.model().classifies()) {
      throw new IllegalArgumentException("tournament compares accuracies: model must classify");
    }
    if (training.byzantine() < 1) {
      throw new IllegalArgumentException("tournament needs --byzantine of at least 1");
    }
    if (training.testFraction() == 0 && training.test().isEmpty()) {
      throw new IllegalArgumentException("tournament needs --test or a --test-fraction above 0");
    }
    options.aggregators.forEach(
        name -> RuleName.check(rule(name), training.workers(), training.byzantine()));
    for (double rate : options.learningRates) {
      if (!(rate > 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException("learning-rates must be > 0 and finite, got " + rate);
      }
    }
    return Optional.of(
        new TournamentSettings(
            options.aggregators,
            options.attacks == null
                ? Attack.COMPARED.stream().map(kind -> Attack.parse(kind.toString())).toList()
                : options.attacks.stream().map(Attack::parse).toList(),
            options.heterogeneities.stream().map(Heterogeneity::parse).toList(),
            options.learningRates));
  }
}
