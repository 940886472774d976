package io.convoy.jobs.select;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.QuotaSetting;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.selection.GroupTotals;
import io.convoy.selection.Quotas;
import io.convoy.selection.Terms;
import java.util.ArrayList;
import java.util.List;

/** Turns what the user asks for into terms that can be met. */
final class BudgetTerms {

  private BudgetTerms() {}

  /**
   * Returns the terms.
   *
   * @param budget in rows or tokens
   * @param totals what groups have
   * @throws JobFailure naming the tightest bound and the smallest remedy, if they cannot be met
   */
  static Terms of(SelectSettings.Rules rules, long budget, GroupTotals totals) {
    String unit = rules.byTokens() ? " tokens" : " rows";
    int groups = rules.quotas().size() + 1;
    long[] least = new long[groups];
    long[] most = new long[groups];
    List<String> names = new ArrayList<>(List.of("any"));
    most[0] = Long.MAX_VALUE;
    long room = totals.of(0, rules.byTokens(), rules.maxRepeat());
    long reserved = 0;
    for (int g = 1; g < groups; g++) {
      QuotaSetting quota = rules.quotas().get(g - 1);
      names.add(quota.toString());
      least[g] = quota.least().map(bound -> bound.of(budget, true)).orElse(0L);
      most[g] = quota.most().map(bound -> bound.of(budget, false)).orElse(Long.MAX_VALUE);
      long own = totals.of(g, rules.byTokens(), rules.maxRepeat());
      if (least[g] > most[g]) {
        throw JobFailure.usage(
            "quota " + quota + " asks for at least " + least[g] + " and at most " + most[g]);
      }
      if (least[g] > own) {
        throw infeasible(
            "quota "
                + quota
                + " asks for at least "
                + least[g]
                + unit
                + " and the pool has "
                + own
                + " of them; ask for at most that many");
      }
      reserved += least[g];
      room += Math.min(own, most[g]);
    }
    if (reserved > budget) {
      throw infeasible(
          "the quotas ask for at least "
              + reserved
              + unit
              + " and the budget is "
              + budget
              + "; raise it to that, or lower a quota");
    }
    if (!rules.byTokens() && budget > room) {
      throw infeasible(
          groups == 1
              ? "budget is "
                  + budget
                  + unit
                  + " and the pool has "
                  + totals.of(0, false, 1)
                  + "; ask for at most "
                  + (rules.maxRepeat() > 1
                      ? room + " with max-repeat " + rules.maxRepeat()
                      : "that many")
              : "the quotas leave room for "
                  + room
                  + unit
                  + " and the budget is "
                  + budget
                  + "; lower it to that, or raise a quota");
    }
    long bounded = rules.byTokens() ? Math.min(budget, room) : budget;
    if (bounded < 1) {
      throw infeasible("no row of the pool has a token; nothing can be selected");
    }
    return new Terms(
        bounded,
        rules.byTokens(),
        rules.maxRepeat(),
        groups == 1 ? Quotas.none() : new Quotas(names, least, most));
  }

  private static JobFailure infeasible(String sentence) {
    return new JobFailure(ExitCode.INFEASIBLE, sentence, null);
  }
}
