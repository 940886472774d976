package io.convoy.selection;

import io.convoy.transport.exact.ArcFlow;

/**
 * The network of a cover: node 0 gives all units to groups, these to their rows, these to targets.
 * What a group must get flows anyway: it is supplied there, and the group's arc carries what is
 * above.
 *
 * @param arcs those of groups, then of rows, then of pairs, in order
 * @param groups their number
 * @param rows their number
 */
record CoverNetwork(ArcFlow.Network arcs, int groups, int rows) {

  static CoverNetwork of(
      Candidates candidates, Shortlist rows, long[] demands, long perUnit, Terms terms) {
    Quotas quotas = terms.quotas();
    int groups = quotas.groups();
    int n = rows.count();
    int pairs = 0;
    for (int list = 0; list < candidates.lists(); list++) {
      pairs += candidates.count(list);
    }
    int count = groups + n + pairs;
    int[] from = new int[count];
    int[] to = new int[count];
    long[] capacity = new long[count];
    double[] cost = new double[count];
    long[] supply = new long[1 + groups + n + demands.length];
    long total = 0;
    for (int j = 0; j < demands.length; j++) {
      total += demands[j];
      supply[1 + groups + n + j] = -demands[j];
    }
    supply[0] = total;
    for (int g = 0; g < groups; g++) {
      long least = quotas.least()[g] * perUnit;
      long most = Math.min(quotas.most()[g], terms.budget()) * perUnit;
      to[g] = 1 + g;
      // an arc that can never be full has no price
      capacity[g] = quotas.most()[g] >= terms.budget() ? total + 1 : most - least;
      supply[1 + g] += least;
      supply[0] -= least;
    }
    for (int i = 0; i < n; i++) {
      from[groups + i] = 1 + rows.group(i);
      to[groups + i] = 1 + groups + i;
      capacity[groups + i] = terms.size(rows, i) * terms.maxRepeat() * perUnit;
    }
    int arc = groups + n;
    for (int list = 0; list < candidates.lists(); list++) {
      int j = list / groups;
      for (int place = 0; place < candidates.count(list); place++) {
        int i = (int) candidates.row(list, place);
        from[arc] = 1 + groups + i;
        to[arc] = 1 + groups + n + j;
        // never full: a full arc would bind, and have a price that the dual has no place for
        capacity[arc] = capacity[groups + i] + demands[j];
        cost[arc++] = candidates.cost(list, place);
      }
    }
    return new CoverNetwork(
        new ArcFlow.Network(supply.length, from, to, capacity, cost, supply), groups, n);
  }

  int group(int g) {
    return 1 + g;
  }

  int row(int i) {
    return 1 + groups + i;
  }

  int target(int j) {
    return 1 + groups + rows + j;
  }

  int rowArc(int i) {
    return groups + i;
  }

  long capacity(int i) {
    return arcs.capacity()[rowArc(i)];
  }

  int groupOf(int i) {
    return arcs.from()[rowArc(i)] - 1;
  }

  int firstPair() {
    return groups + rows;
  }

  int targetOf(int arc) {
    return arcs.to()[arc] - 1 - groups - rows;
  }
}
