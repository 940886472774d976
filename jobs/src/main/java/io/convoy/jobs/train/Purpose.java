package io.convoy.jobs.train;

import io.convoy.jobs.settings.Mode;
import io.convoy.jobs.settings.Setting;
import io.convoy.robust.Attack;
import java.util.List;

/** What trainings are for. */
sealed interface Purpose {

  /** A model. */
  record OneModel() implements Purpose {}

  /**
   * To learn what rules are worth.
   *
   * @param aggregators names of rules; {@link #PLAIN} is the average without a gate
   * @param attacks what liars do
   * @param heterogeneities how workers differ
   * @param learningRates to choose from
   */
  @Mode(when = "tournament", because = "a tournament leaves no model")
  record Comparison(
      @Setting(
              help = "Rules of the tournament; plain-average is the average without a gate",
              label = "RULE",
              fallback =
                  "plain-average,average,normalised-mean,median,trimmed-mean,geometric-median,"
                      + "multi-krum,centered-clipping,bulyan,flag,flag-code,nnm+trimmed-mean,"
                      + "nnm+multi-krum",
              example = "median,flag")
          List<String> aggregators,
      @Setting(
              help = "Attacks of the tournament, none among them",
              label = "NAME",
              absent = "all but slow",
              example = "none,alie,ipm:0.1")
          List<Attack> attacks,
      @Setting(
              help = "How workers differ in the tournament",
              label = "RULE",
              fallback = "iid,dirichlet:0.5",
              example = "iid,similarity:0.5")
          List<Heterogeneity> heterogeneities,
      @Setting(
              help =
                  "Of these, a rule has the one that is best under its worst attack; rules differ"
                      + " in the length of what they return",
              label = "NUMBER",
              fallback = "0.05,0.2,0.8",
              example = "0.1")
          List<Double> learningRates)
      implements Purpose {

    /** The average as others have it: nothing is dropped before. */
    static final String PLAIN = "plain-average";

    public Comparison {
      for (double rate : learningRates) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
          throw new IllegalArgumentException("learning-rates must be > 0 and finite, got " + rate);
        }
      }
      aggregators = List.copyOf(aggregators);
      attacks =
          attacks.isEmpty()
              ? Attack.COMPARED.stream().map(kind -> Attack.parse(kind.toString())).toList()
              : List.copyOf(attacks);
      heterogeneities = List.copyOf(heterogeneities);
      learningRates = List.copyOf(learningRates);
    }

    /** Returns the rule of a name. */
    static String rule(String aggregator) {
      return aggregator.equals(PLAIN) ? "average" : aggregator;
    }
  }
}
