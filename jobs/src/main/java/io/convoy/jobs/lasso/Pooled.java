package io.convoy.jobs.lasso;

import io.convoy.network.Components;
import io.convoy.network.Graph;
import io.convoy.network.LambdaCritical;
import io.convoy.network.LocalModel;
import io.convoy.network.NodeRows;

/**
 * What the nodes of every component agree on when nothing may differ.
 *
 * @param x parameters, node by node
 * @param components number of components
 */
record Pooled(double[] x, int components) {

  static Pooled of(Graph graph, NodeRows rows, LocalModel model) {
    int[] component = Components.of(graph);
    int count = 0;
    for (int c : component) {
      count = Math.max(count, c + 1);
    }
    int[] known = new int[count];
    for (int i = 0; i < component.length; i++) {
      known[component[i]] += rows.known(i) ? 1 : 0;
    }
    NodeRows grouped = rows.grouped(component, count);
    int p = model.parameters(rows.dimension());
    double[][] shared = new double[count][];
    for (int c = 0; c < count; c++) {
      shared[c] = model.shared(Math.max(1, known[c])).fit(grouped.pick(new int[] {c})).minimizers();
    }
    double[] x = new double[component.length * p];
    for (int i = 0; i < component.length; i++) {
      System.arraycopy(shared[component[i]], 0, x, i * p, p);
    }
    return new Pooled(x, count);
  }

  /** Returns bounds of the strength from which on the nodes agree. */
  LambdaCritical critical(Graph graph, NodeRows rows, LocalModel model) {
    return LambdaCritical.of(
        graph, model.fit(rows).gradients(x), model.parameters(rows.dimension()));
  }
}
