package io.convoy.selection;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import java.io.Serializable;

/**
 * How many rows each group of a pool has, and how much they take of a budget together.
 *
 * @param rows by group
 * @param sizes by group
 */
public record GroupTotals(long[] rows, long[] sizes) implements Serializable {

  /**
   * Counts.
   *
   * @param groups their number
   */
  public record Count(Lead lead, int groups) implements Sweep<PointBlock, String, GroupTotals> {

    @Override
    public GroupTotals visit(String unused, PointBlock block) {
      GroupTotals totals = new GroupTotals(new long[groups], new long[groups]);
      for (int i = 0; i < block.rows(); i++) {
        int group = lead.group(block, i);
        totals.rows[group]++;
        totals.sizes[group] += lead.size(block, i);
      }
      return totals;
    }

    @Override
    public GroupTotals merge(GroupTotals left, GroupTotals right) {
      return left.with(right);
    }
  }

  /** Returns the totals of both. */
  public GroupTotals with(GroupTotals other) {
    GroupTotals both = new GroupTotals(rows.clone(), sizes.clone());
    for (int g = 0; g < rows.length; g++) {
      both.rows[g] += other.rows[g];
      both.sizes[g] += other.sizes[g];
    }
    return both;
  }

  /** Returns what a group has of a budget, its rows taken as often as allowed. */
  public long of(int group, boolean byTokens, int maxRepeat) {
    return Math.multiplyExact(byTokens ? sizes[group] : rows[group], (long) maxRepeat);
  }
}
