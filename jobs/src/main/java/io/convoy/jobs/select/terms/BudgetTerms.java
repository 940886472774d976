package io.convoy.jobs.select.terms;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.selection.GroupTotals;
import io.convoy.selection.Quotas;
import io.convoy.selection.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns what the user asks for into terms that can be met.
 *
 * @param budget in rows or tokens
 * @param totals what groups have
 */
public record BudgetTerms(
    SelectSettings.Limits limits, boolean byTokens, long budget, GroupTotals totals) {

  /**
   * Returns the terms.
   *
   * @throws JobFailure naming the tightest bound and the smallest remedy, if they cannot be met
   */
  public Terms terms() {
    List<String> names = new ArrayList<>(List.of("any"));
    long[] least = new long[limits.groups()];
    long[] most = new long[limits.groups()];
    most[0] = Long.MAX_VALUE;
    long room = own(0);
    long reserved = 0;
    for (int g = 1; g < least.length; g++) {
      QuotaSetting quota = limits.quota().get(g - 1);
      names.add(quota.toString());
      least[g] = quota.least().map(bound -> bound.of(budget, true)).orElse(0L);
      most[g] = quota.most().map(bound -> bound.of(budget, false)).orElse(Long.MAX_VALUE);
      require(quota, least[g], most[g], own(g));
      reserved += least[g];
      room += Math.min(own(g), most[g]);
    }
    requireRoom(reserved, room);
    return new Terms(
        byTokens ? Math.min(budget, room) : budget,
        byTokens,
        limits.maxRepeat(),
        least.length == 1 ? Quotas.none() : new Quotas(names, least, most));
  }

  private long own(int group) {
    return totals.of(group, byTokens, limits.maxRepeat());
  }

  private String unit() {
    return byTokens ? " tokens" : " rows";
  }

  private void require(QuotaSetting quota, long least, long most, long own) {
    if (least > most) {
      throw JobFailure.usage(
          "quota " + quota + " asks for at least " + least + " and at most " + most);
    }
    if (least > own) {
      throw infeasible(
          "quota "
              + quota
              + " asks for at least "
              + least
              + unit()
              + " and the pool has "
              + own
              + " of them; ask for at most that many");
    }
  }

  private void requireRoom(long reserved, long room) {
    if (reserved > budget) {
      throw infeasible(
          "the quotas ask for at least "
              + reserved
              + unit()
              + " and the budget is "
              + budget
              + "; raise it to that, or lower a quota");
    }
    if (!byTokens && budget > room) {
      throw infeasible(tooMany(room));
    }
    if (Math.min(budget, room) < 1) {
      throw infeasible("no row of the pool has a token; nothing can be selected");
    }
  }

  private String tooMany(long room) {
    if (!limits.quota().isEmpty()) {
      return "the quotas leave room for "
          + room
          + unit()
          + " and the budget is "
          + budget
          + "; lower it to that, or raise a quota";
    }
    return "budget is "
        + budget
        + unit()
        + " and the pool has "
        + totals.of(0, false, 1)
        + "; ask for at most "
        + (limits.maxRepeat() > 1 ? room + " with max-repeat " + limits.maxRepeat() : "that many");
  }

  private static JobFailure infeasible(String sentence) {
    return new JobFailure(ExitCode.INFEASIBLE, sentence, null);
  }
}
