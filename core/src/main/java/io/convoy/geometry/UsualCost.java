package io.convoy.geometry;

import java.util.Optional;

/**
 * What most costs answer. It stands apart from {@link GroundCost} so that this has no default
 * method: with one, to initialise a cost would initialise the constants, which initialise costs,
 * and two threads that began at either end could wait for each other for ever.
 */
sealed interface UsualCost extends GroundCost permits ProductCost, NormCost, LabelledCost {

  @Override
  default void between(double[] x, PointBlock columns, int[] list, int count, double[] costs) {
    double[] y = new double[x.length];
    for (int i = 0; i < count; i++) {
      columns.read(list[i], y);
      costs[i] = between(x, y);
    }
  }

  @Override
  default int width(int dimension) {
    return dimension;
  }

  @Override
  default void asRow(double[] point, int dimension) {}

  @Override
  default void asColumn(double[] point, int dimension) {
    asRow(point, dimension);
  }

  @Override
  default GroundCost turned() {
    return this;
  }

  @Override
  default double[] middle(double[] columnCentre) {
    return columnCentre;
  }

  @Override
  default Optional<DistanceBound> bound(int dimension) {
    return Optional.empty();
  }

  @Override
  default boolean isDistance() {
    return bound(1).isPresent();
  }

  @Override
  default boolean mayBeNegative() {
    return false;
  }

  @Override
  default boolean hasGradient() {
    return false;
  }

  @Override
  default double gradient(double weight, double x, double sum) {
    throw new UnsupportedOperationException(this + " has no gradient");
  }

  @Override
  default GroundCost requireGradient() {
    if (!hasGradient()) {
      throw new IllegalArgumentException(
          "gradients are for the costs sqeuclidean and inner-product, got cost " + this);
    }
    return this;
  }
}
