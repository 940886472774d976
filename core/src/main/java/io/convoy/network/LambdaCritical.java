package io.convoy.network;

/**
 * The smallest lambda at which all nodes of every component share one model: the least possible
 * {@code max ||y_e|| / w_e} over flows y that carry every node's gradient at the pooled model away.
 *
 * @param lower no smaller lambda fuses all: some single node would leave
 * @param upper every larger lambda fuses all: the electrical flow shows how; exact on trees
 */
public record LambdaCritical(double lower, double upper) {

  private static final int MOST_STEPS = 2000;
  private static final double ACCURACY = 1e-12;

  /**
   * Returns bounds for a graph.
   *
   * @param found gradients of all nodes' functions at the pooled model of their component, node by
   *     node. They sum to 0 in every component; what is left of a sum, by rounding or because
   *     functions without gradients only have them nearly, is taken from all nodes alike, and in
   *     the latter case the bounds are estimates
   * @param parameters number of parameters of a node
   */
  public static LambdaCritical of(Graph graph, double[] found, int parameters) {
    double[] gradients = balanced(graph, found, parameters);
    double lower = 0;
    for (int i = 0; i < graph.nodes(); i++) {
      double strength = 0;
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        strength += graph.weight(at);
      }
      double square = 0;
      for (int k = 0; k < parameters; k++) {
        square += gradients[i * parameters + k] * gradients[i * parameters + k];
      }
      if (strength > 0) {
        lower = Math.max(lower, Math.sqrt(square) / strength);
      }
    }
    double[] potentials = new double[gradients.length];
    for (int k = 0; k < parameters; k++) {
      solve(graph, gradients, parameters, k, potentials);
    }
    double upper = 0;
    for (int i = 0; i < graph.nodes(); i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        double square = 0;
        for (int k = 0; k < parameters; k++) {
          double drop =
              potentials[i * parameters + k] - potentials[graph.neighbour(at) * parameters + k];
          square += drop * drop;
        }
        upper = Math.max(upper, Math.sqrt(square));
      }
    }
    return new LambdaCritical(lower, upper);
  }

  private static double[] balanced(Graph graph, double[] gradients, int p) {
    int[] component = Components.of(graph);
    int n = component.length;
    double[] sums = new double[n * p];
    int[] sizes = new int[n];
    for (int i = 0; i < n; i++) {
      sizes[component[i]]++;
      for (int k = 0; k < p; k++) {
        sums[component[i] * p + k] += gradients[i * p + k];
      }
    }
    double[] balanced = gradients.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < p; k++) {
        balanced[i * p + k] -= sums[component[i] * p + k] / sizes[component[i]];
      }
    }
    return balanced;
  }

  /** Conjugate gradients for L u = g in coordinate k, preconditioned by the diagonal. */
  private static void solve(Graph graph, double[] g, int p, int k, double[] potentials) {
    int n = graph.nodes();
    double[] u = new double[n];
    double[] r = new double[n];
    double[] direction = new double[n];
    double[] image = new double[n];
    double[] scale = new double[n];
    double first = 0;
    double rz = 0;
    for (int i = 0; i < n; i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        scale[i] += graph.weight(at);
      }
      r[i] = scale[i] > 0 ? g[i * p + k] : 0;
      direction[i] = scale[i] > 0 ? r[i] / scale[i] : 0;
      first += r[i] * r[i];
      rz += r[i] * direction[i];
    }
    double square = first;
    for (int step = 0;
        step < Math.min(MOST_STEPS, 2 * n) && square > ACCURACY * ACCURACY * first;
        step++) {
      double curvature = 0;
      for (int i = 0; i < n; i++) {
        double sum = scale[i] * direction[i];
        for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
          sum -= graph.weight(at) * direction[graph.neighbour(at)];
        }
        image[i] = sum;
        curvature += sum * direction[i];
      }
      if (!(curvature > 0)) {
        break;
      }
      double length = rz / curvature;
      square = 0;
      double next = 0;
      for (int i = 0; i < n; i++) {
        u[i] += length * direction[i];
        r[i] -= length * image[i];
        square += r[i] * r[i];
        next += scale[i] > 0 ? r[i] * r[i] / scale[i] : 0;
      }
      for (int i = 0; i < n; i++) {
        direction[i] = (scale[i] > 0 ? r[i] / scale[i] : 0) + next / rz * direction[i];
      }
      rz = next;
    }
    for (int i = 0; i < n; i++) {
      potentials[i * p + k] = u[i];
    }
  }
}
