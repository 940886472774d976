package io.convoy.jobs.select;

import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.jobs.select.terms.Budget;
import io.convoy.jobs.select.terms.BudgetTerms;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.selection.AutomaticBudget;
import io.convoy.selection.Terms;
import java.util.Map;

/** Finds what a budget comes to in rows or tokens of a pool. */
final class FoundTerms {

  /** Nearest rows per target that a budget is looked for among, at first. */
  private static final int NEAR = 64;

  private FoundTerms() {}

  /**
   * Returns the terms of a selection.
   *
   * @param numbers take what was found on the way
   * @throws io.convoy.jobs.outcome.JobFailure if they cannot be met
   */
  static Terms of(PoolSearch search, Map<String, Object> numbers) {
    SelectSettings settings = search.settings();
    Budget asked = settings.budget();
    long budget;
    if (asked instanceof Budget.Automatic) {
      AutomaticBudget found = automatic(search);
      numbers.put("nearest-per-target", found.near());
      budget = found.rows();
    } else if (asked instanceof Budget.Share share) {
      budget = share.of(search.pool().rows());
    } else if (asked instanceof Budget.Tokens tokens) {
      budget = tokens.count();
    } else {
      budget = ((Budget.Rows) asked).count();
    }
    return new BudgetTerms(settings.limits(), asked.isInTokens(), budget, search.pool().totals())
        .terms();
  }

  private static AutomaticBudget automatic(PoolSearch search) {
    SelectSettings settings = search.settings();
    long most =
        search.pool().rows() + 1; // with a place to spare a list shows that it has every row
    int k = (int) Math.min(most, NEAR);
    while (true) {
      Scanned found = search.pool().nearest(k).once(settings.leftOut().nearDuplicates());
      AutomaticBudget budget =
          AutomaticBudget.of(
              found.candidates(),
              settings.limits().groups(),
              found.rows(),
              search.targets(),
              settings.seed());
      if (!budget.reached() || k == most) {
        return budget;
      }
      k = (int) Math.min(most, 4L * k);
    }
  }
}
