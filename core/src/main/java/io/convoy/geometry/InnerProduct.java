package io.convoy.geometry;

/** {@code -<x, y>}: {@code alpha = -<y0, x>}, {@code beta = -<x0, y'>}, factor 1. */
record InnerProduct() implements ProductCost {

  @Override
  public String toString() {
    return "inner-product";
  }

  @Override
  public double between(double[] x, double[] y) {
    double product = 0;
    for (int k = 0; k < x.length; k++) {
      product += x[k] * y[k];
    }
    return -product;
  }

  @Override
  public double factor() {
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
    return middle - length * radius;
  }

  @Override
  public double highest(double middle, double length, double radius) {
    return middle + length * radius;
  }

  @Override
  public boolean mayBeNegative() {
    return true;
  }

  @Override
  public boolean hasGradient() {
    return true;
  }

  /** {@code grad -<x, y> = -y}. */
  @Override
  public double gradient(double weight, double x, double sum) {
    return 0 - sum;
  }
}
