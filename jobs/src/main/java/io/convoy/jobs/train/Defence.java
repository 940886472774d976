package io.convoy.jobs.train;

import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import io.convoy.robust.RuleName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How answers of workers become one, and against whom.
 *
 * @param quorum usable gradients a step needs; empty for all but {@code byzantine}
 */
record Defence(
    @Shared String aggregator,
    @Shared int byzantine,
    @Setting(
            help = "Drops what is not finite or absurdly long before the aggregator sees it",
            fallback = "on",
            bare = "on",
            example = "off")
        boolean gate,
    @Setting(
            help =
                "Goes on without a worker that takes longer for a step; the result then depends on"
                    + " the machines. 0 waits",
            label = "SECONDS",
            fallback = "0",
            example = "30")
        double deadline,
    @Setting(
            help =
                "Usable gradients that a step needs; with fewer the run ends and can be repeated",
            label = "N",
            absent = "workers less byzantine",
            example = "10")
        OptionalInt quorum,
    @Setting(
            help =
                "Has the last --byzantine workers lie, to see what a rule is worth: sign-flip, ipm,"
                    + " alie, opt-ipm, opt-alie, mimic, gaussian, min-max, label-flip, nan,"
                    + " bit-flip, zero, stale, duplicate, wrong-unit or slow",
            label = "NAME",
            fallback = "none",
            example = "alie:0.5")
        Attack attack) {

  Defence {
    if (!(deadline >= 0) || Double.isInfinite(deadline)) {
      throw new IllegalArgumentException("deadline must be >= 0 and finite, got " + deadline);
    }
    quorum.ifPresent(count -> RunSettings.atLeastOne("quorum", count));
    if (byzantine < 0) {
      throw new IllegalArgumentException("byzantine must be >= 0, got " + byzantine);
    }
    if (attack.kind() != Attack.Kind.NONE && byzantine == 0) {
      throw new IllegalArgumentException(
          "attack needs --byzantine of at least 1: that many workers carry it out");
    }
  }

  /** Returns what drops gradients before the aggregator sees them, if anything does. */
  Optional<Gate> sieve() {
    return gate ? Optional.of(new Gate(Gate.USUAL)) : Optional.empty();
  }

  /** Returns how many of so many workers lie under an attack. */
  int liars(Attack by) {
    return by.kind() == Attack.Kind.NONE ? 0 : byzantine;
  }

  /**
   * Passes if the rule suits so many workers.
   *
   * @throws IllegalArgumentException if there are too few of them
   */
  void requireRule(int workers) {
    if (2 * byzantine >= workers) {
      throw new IllegalArgumentException(
          "byzantine must be less than half of the workers, got " + byzantine + " of " + workers);
    }
    if (quorum.orElse(1) > workers) {
      throw new IllegalArgumentException(
          "quorum must be at most the number of workers, "
              + workers
              + ", got "
              + quorum.getAsInt());
    }
    RuleName.check(aggregator, workers, byzantine);
  }
}
