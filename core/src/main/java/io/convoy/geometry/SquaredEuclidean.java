package io.convoy.geometry;

import java.util.Optional;

/**
 * {@code |x - y|^2}, not halved: {@code alpha = |x - y0|^2}, {@code beta = |y'|^2 - 2 <x0 - y0,
 * y'>}, factor 2.
 */
record SquaredEuclidean() implements ProductCost {

  @Override
  public String toString() {
    return "sqeuclidean";
  }

  @Override
  public double between(double[] x, double[] y) {
    double squares = 0;
    for (int k = 0; k < x.length; k++) {
      squares += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return squares;
  }

  @Override
  public void between(double[] x, PointBlock columns, int[] list, int count, double[] costs) {
    for (int i = 0; i < count; i++) {
      costs[i] = columns.squaredDistance(list[i], x);
    }
  }

  @Override
  public double factor() {
    return 2;
  }

  @Override
  public double rowTerm(double x, double columnCentre) {
    return (x - columnCentre) * (x - columnCentre);
  }

  @Override
  public double columnTerm(double y, double rowCentre, double columnCentre) {
    return y * (y - 2 * (rowCentre - columnCentre));
  }

  @Override
  public double lowest(double middle, double length, double radius) {
    double nearest = Math.max(0, Math.sqrt(middle) - radius);
    return nearest * nearest;
  }

  @Override
  public double highest(double middle, double length, double radius) {
    double farthest = Math.sqrt(middle) + radius;
    return farthest * farthest;
  }

  @Override
  public Optional<DistanceBound> bound(int dimension) {
    return Optional.of(new DistanceBound(1, true));
  }

  @Override
  public boolean hasGradient() {
    return true;
  }

  /** {@code grad |x - y|^2 = 2 (x - y)}. */
  @Override
  public double gradient(double weight, double x, double sum) {
    return 2 * (weight * x - sum);
  }
}
