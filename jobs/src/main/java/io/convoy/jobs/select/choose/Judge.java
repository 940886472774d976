package io.convoy.jobs.select.choose;

import io.convoy.selection.CapacityTransport;
import io.convoy.selection.Coverage;
import io.convoy.selection.Quotas;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.selection.Terms;
import java.util.Optional;

/**
 * What a selection costs the targets: exact transport, every chosen row with a mass in proportion
 * to what it takes of the budget.
 */
public record Judge(Targets targets, double[] weights, Terms terms) {

  /** Pairs of chosen rows and targets up to which the cost of a selection is computed. */
  public static final long MOST_PAIRS = 4_000_000;

  /** Returns whether the pairs of the rows chosen and the targets are few enough. */
  public boolean canJudge(Choice choice) {
    return (long) choice.rows().length * weights.length <= MOST_PAIRS;
  }

  /** Returns the plan; nothing if there are too many pairs. */
  public Optional<Coverage> cover(Choice choice) {
    if (choice.isWhole()) {
      return choice.cover(); // it is this plan
    }
    if (!canJudge(choice)) {
      return Optional.empty();
    }
    Shortlist taken = choice.shortlist().taken(choice.selection().repeats(), terms);
    long all = 0;
    for (int i = 0; i < taken.count(); i++) {
      all += taken.size(i);
    }
    return CapacityTransport.solve(
        taken.pairs(targets), taken, weights, new Terms(all, true, 1, Quotas.none()));
  }
}
