package io.convoy.network;

import java.io.Serializable;

/**
 * Which model every node fits to its rows. A node without rows has no wish of its own: its function
 * is 0 and it takes what its neighbours agree on.
 *
 * <p>Where a model has an intercept it is the last parameter, and it is not penalised.
 */
public sealed interface LocalModel extends Serializable {

  /**
   * Returns the model of a name such as {@code ridge:0.5}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static LocalModel parse(String text) {
    NamedNumber named = NamedNumber.of(text);
    return switch (named.name()) {
      case "ridge" -> new Ridge(named.number(), true);
      case "lasso" -> new Lasso(named.number(), true);
      case "logistic" -> new Logistic(named.number(), true);
      case "svm" -> new Margin(named.number());
      case "oneclass" -> new OneClass(named.number());
      case "clustering" -> new Clustering();
      default ->
          throw new IllegalArgumentException(
              "objective must be one of ridge:MU, lasso:MU, logistic:MU, svm:C, oneclass:NU,"
                  + " clustering, got '"
                  + text
                  + "'");
    };
  }

  /** Returns the number of parameters of a node with {@code dimension} features. */
  int parameters(int dimension);

  /** Prepares the models of all nodes of a block, with everything that stays the same cached. */
  LocalFits fit(NodeRows rows);

  /**
   * Returns the model whose function, of the rows of {@code nodes} nodes together, has the minimum
   * of the sum of their functions: what the nodes agree on when nothing may differ.
   */
  LocalModel shared(int nodes);

  /** Returns whether the node's function has a gradient everywhere. */
  default boolean smooth() {
    return false;
  }

  /** Returns the response of {@code parameters} to one row: a value, a margin or a score. */
  default double respond(double[] parameters, int at, double[] features, int row, int dimension) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += parameters[at + k] * features[row * dimension + k];
    }
    return parameters(dimension) > dimension ? sum + parameters[at + dimension] : sum;
  }

  /** {@code 1/2 sum w (a.x + x_0 - b)^2 + penalty / 2 ||x||^2}. */
  record Ridge(double penalty, boolean intercept) implements LocalModel {

    public Ridge {
      checkPenalty("ridge", penalty);
    }

    @Override
    public int parameters(int dimension) {
      return intercept ? dimension + 1 : dimension;
    }

    @Override
    public LocalModel shared(int nodes) {
      return new Ridge(penalty * nodes, intercept);
    }

    @Override
    public LocalFits fit(NodeRows rows) {
      return new RidgeFits(rows, this);
    }

    @Override
    public boolean smooth() {
      return true;
    }
  }

  /** {@code 1/2 sum w (a.x + x_0 - b)^2 + penalty ||x||_1}. */
  record Lasso(double penalty, boolean intercept) implements LocalModel {

    public Lasso {
      checkPenalty("lasso", penalty);
    }

    @Override
    public int parameters(int dimension) {
      return intercept ? dimension + 1 : dimension;
    }

    @Override
    public LocalModel shared(int nodes) {
      return new Lasso(penalty * nodes, intercept);
    }

    @Override
    public LocalFits fit(NodeRows rows) {
      return new LassoFits(rows, this);
    }
  }

  /** {@code sum w log(1 + exp(-b (a.x + x_0))) + penalty / 2 ||x||^2}, labels -1 and 1. */
  record Logistic(double penalty, boolean intercept) implements LocalModel {

    public Logistic {
      checkPenalty("logistic", penalty);
    }

    @Override
    public int parameters(int dimension) {
      return intercept ? dimension + 1 : dimension;
    }

    @Override
    public LocalModel shared(int nodes) {
      return new Logistic(penalty * nodes, intercept);
    }

    @Override
    public LocalFits fit(NodeRows rows) {
      return new LogisticFits(rows, this);
    }

    @Override
    public boolean smooth() {
      return true;
    }
  }

  /** {@code 1/2 ||x||^2 + cost sum w [1 - b (a.x + x_0)]_+}, labels -1 and 1. */
  record Margin(double cost) implements LocalModel {

    public Margin {
      checkPenalty("svm", cost);
    }

    @Override
    public int parameters(int dimension) {
      return dimension + 1;
    }

    @Override
    public LocalModel shared(int nodes) {
      return new Margin(cost / nodes);
    }

    @Override
    public LocalFits fit(NodeRows rows) {
      return MarginFits.twoClasses(rows, this);
    }
  }

  /**
   * {@code 1/2 ||x||^2 - r + 1 / (nu m) sum [r - a.x]_+} over m rows (Schoelkopf and others,
   * "Estimating the Support of a High-Dimensional Distribution", 2001). The last parameter is r; a
   * row whose response {@code a.x - r} is negative is unlike the others.
   *
   * @param nu about this fraction of the training rows will be outside, in (0, 1]
   */
  record OneClass(double nu) implements LocalModel {

    public OneClass {
      if (!(nu > 0 && nu <= 1)) {
        throw new IllegalArgumentException("nu must be in (0, 1], got " + nu);
      }
    }

    @Override
    public int parameters(int dimension) {
      return dimension + 1;
    }

    @Override
    public LocalModel shared(int nodes) {
      return this; // exact where all nodes have equally many rows
    }

    @Override
    public LocalFits fit(NodeRows rows) {
      return MarginFits.oneClass(rows, this);
    }

    @Override
    public double respond(double[] parameters, int at, double[] features, int row, int dimension) {
      double sum = 0;
      for (int k = 0; k < dimension; k++) {
        sum += parameters[at + k] * features[row * dimension + k];
      }
      return sum - parameters[at + dimension];
    }
  }

  /** {@code m / 2 ||x - a||^2}, a the mean of the node's rows and m their weight. */
  record Clustering() implements LocalModel {

    @Override
    public int parameters(int dimension) {
      return dimension;
    }

    @Override
    public LocalModel shared(int nodes) {
      return this;
    }

    @Override
    public LocalFits fit(NodeRows rows) {
      return new ClusteringFits(rows);
    }

    @Override
    public boolean smooth() {
      return true;
    }
  }

  private static void checkPenalty(String model, double penalty) {
    if (!(penalty > 0) || !Double.isFinite(penalty)) {
      throw new IllegalArgumentException(
          model + ": the number after the colon must be > 0, got " + penalty);
    }
  }
}
