package io.convoy.jobs.select;

import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.pool.Prepared;
import io.convoy.jobs.select.pool.Request;
import io.convoy.jobs.work.Holdings;
import io.convoy.selection.GroupTotals;
import io.convoy.selection.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a selection would be of. */
final class Rehearsal {

  private Rehearsal() {}

  /**
   * Returns what would be selected from what, in a few lines, after reading and checking all of it.
   *
   * @throws io.convoy.jobs.outcome.JobFailure as a run would
   */
  static List<String> of(Request request) {
    try (Holdings held = new Holdings()) {
      PoolSearch search = PoolSearch.of(Prepared.of(request, held));
      Map<String, Object> numbers = new LinkedHashMap<>();
      Terms terms = FoundTerms.of(search, numbers);
      search.describe(numbers);
      List<String> lines = new ArrayList<>();
      lines.add(
          "would select "
              + terms.budget()
              + (terms.byTokens() ? " tokens" : " rows")
              + " by "
              + request.settings().method()
              + " from "
              + search.pool().rows()
              + " pool rows for "
              + search.targets().count()
              + " targets");
      quotas(search.pool().totals(), terms, lines);
      numbers.forEach((name, value) -> lines.add(name + ": " + value));
      lines.add("dry run: nothing was written");
      return lines;
    }
  }

  private static void quotas(GroupTotals totals, Terms terms, List<String> lines) {
    for (int g = 1; g < terms.quotas().groups(); g++) {
      long most = terms.quotas().most()[g];
      lines.add(
          "quota "
              + terms.quotas().names().get(g)
              + ": at least "
              + terms.quotas().least()[g]
              + (most < Long.MAX_VALUE ? ", at most " + most : "")
              + ", the pool has "
              + totals.of(g, terms.byTokens(), terms.maxRepeat()));
    }
  }
}
