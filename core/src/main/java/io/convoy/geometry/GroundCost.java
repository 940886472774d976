package io.convoy.geometry;

/** The cost between two points. */
public enum GroundCost {
  /** {@code |x - y|^2}, not halved. */
  SQUARED_EUCLIDEAN("sqeuclidean"),

  /** {@code |x - y|}. */
  EUCLIDEAN("euclidean"),

  /** {@code 1 - <x, y> / (|x| |y|)}; a zero vector has cost 1 to everything. */
  COSINE("cosine"),

  /** {@code -<x, y>}. */
  INNER_PRODUCT("inner-product");

  private final String label;

  GroundCost(String label) {
    this.label = label;
  }

  /** Returns the name used in settings and reports. */
  @Override
  public String toString() {
    return label;
  }

  /** Returns whether the cost rises with the distance and depends on nothing else. */
  boolean isDistance() {
    return this == SQUARED_EUCLIDEAN || this == EUCLIDEAN;
  }

  /** Returns the cost of one pair, in double: the definition the tiles are tested against. */
  public double between(double[] x, double[] y) {
    double squares = 0;
    double product = 0;
    double xx = 0;
    double yy = 0;
    for (int k = 0; k < x.length; k++) {
      squares += (x[k] - y[k]) * (x[k] - y[k]);
      product += x[k] * y[k];
      xx += x[k] * x[k];
      yy += y[k] * y[k];
    }
    return switch (this) {
      case SQUARED_EUCLIDEAN -> squares;
      case EUCLIDEAN -> Math.sqrt(squares);
      case COSINE -> xx == 0 || yy == 0 ? 1 : 1 - product / (Math.sqrt(xx) * Math.sqrt(yy));
      case INNER_PRODUCT -> -product;
    };
  }
}
