package io.convoy.transport.exact;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Dual potentials of an optimal flow: shortest distances in its residual network, in which every
 * pair leads from its row to its column at its cost, and back at minus its cost where mass flows.
 *
 * <p>In integers, so that the search (Bellman and Ford's, with a queue) ends with what is shortest.
 */
final class ResidualPaths {

  private final FlowNetwork.Flow flow;
  private final ReducedCosts costs;
  private final int[] firstOfColumn;
  private final int[] byColumn;
  private final long[] toRow;
  private final long[] toColumn;

  private ResidualPaths(FlowNetwork.Flow flow, ReducedCosts costs) {
    this.flow = flow;
    this.costs = costs;
    this.toRow = new long[costs.rows()];
    this.toColumn = new long[costs.columns()];
    Arrays.fill(toColumn, Long.MAX_VALUE);
    this.firstOfColumn = new int[costs.columns() + 1];
    for (int column : flow.columns()) {
      firstOfColumn[column + 1]++;
    }
    for (int j = 0; j < costs.columns(); j++) {
      firstOfColumn[j + 1] += firstOfColumn[j];
    }
    int[] next = firstOfColumn.clone();
    this.byColumn = new int[flow.rows().length];
    for (int e = 0; e < byColumn.length; e++) {
      byColumn[next[flow.columns()[e]]++] = flow.rows()[e];
    }
  }

  /** Returns g in cost units. */
  static double[] columnPotentials(FlowNetwork.Flow flow, ReducedCosts costs) {
    ResidualPaths paths = new ResidualPaths(flow, costs);
    paths.search();
    double[] g = new double[costs.columns()];
    for (int j = 0; j < g.length; j++) {
      g[j] = paths.toColumn[j] / flow.scale() + costs.columnParts()[j];
    }
    return g;
  }

  private void search() {
    int m = costs.columns();
    Deque<Integer> changed = new ArrayDeque<>();
    boolean[] waiting = new boolean[toRow.length];
    for (int i = 0; i < toRow.length; i++) {
      changed.add(i);
      waiting[i] = true;
    }
    while (!changed.isEmpty()) {
      int i = changed.remove();
      waiting[i] = false;
      for (int j = 0; j < m; j++) {
        long distance = toRow[i] + costs.rounded(i * m + j, flow.scale());
        if (distance < toColumn[j]) {
          toColumn[j] = distance;
          for (int k = firstOfColumn[j]; k < firstOfColumn[j + 1]; k++) {
            int row = byColumn[k];
            long back = distance - costs.rounded(row * m + j, flow.scale());
            if (back < toRow[row]) {
              toRow[row] = back;
              if (!waiting[row]) {
                waiting[row] = true;
                changed.add(row);
              }
            }
          }
        }
      }
    }
  }
}
