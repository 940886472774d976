package io.convoy.geometry;

import java.util.Arrays;

/**
 * {@code 1 - <x, y> / (|x| |y|)}; a zero vector has cost 1 to everything. It is the inner product
 * of unit vectors, plus 1, both centred about the mean of the columns': embeddings often point to
 * one side of the sphere.
 */
record Cosine() implements ProductCost {

  @Override
  public String toString() {
    return "cosine";
  }

  @Override
  public double between(double[] x, double[] y) {
    double product = 0;
    double xx = 0;
    double yy = 0;
    for (int k = 0; k < x.length; k++) {
      product += x[k] * y[k];
      xx += x[k] * x[k];
      yy += y[k] * y[k];
    }
    return xx == 0 || yy == 0 ? 1 : 1 - product / (Math.sqrt(xx) * Math.sqrt(yy));
  }

  /** Of unit length. */
  @Override
  public void asRow(double[] point, int dimension) {
    double[] given = Arrays.copyOf(point, dimension);
    double norm = Math.sqrt(Projection.dot(given, given));
    for (int k = 0; norm > 0 && k < dimension; k++) {
      point[k] /= norm;
    }
  }

  /** The middle of the rows is not that of their unit vectors. */
  @Override
  public double[] rowCentre(double[] middle, double[] columns) {
    return columns;
  }

  @Override
  public double factor() {
    return 1;
  }

  @Override
  public double constant() {
    return 1;
  }

  @Override
  public double rowTerm(double x, double columnCentre) {
    return -columnCentre * x;
  }

  @Override
  public double columnTerm(double y, double rowCentre, double columnCentre) {
    return -rowCentre * y;
  }

  @Override
  public double lowest(double middle, double length, double radius) {
    return 0;
  }

  @Override
  public double highest(double middle, double length, double radius) {
    return 2;
  }
}
