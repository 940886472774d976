package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class GroundCostTest {

  @Example
  void costsAreWhatTheyAreCalled() {
    double[] x = {3, 4};
    double[] y = {0, 2};
    assertThat(GroundCost.SQUARED_EUCLIDEAN.between(x, y)).isEqualTo(13);
    assertThat(GroundCost.EUCLIDEAN.between(x, y)).isEqualTo(Math.sqrt(13));
    assertThat(GroundCost.INNER_PRODUCT.between(x, y)).isEqualTo(-8);
    assertThat(GroundCost.COSINE.between(x, y)).isCloseTo(0.2, within(1e-15));
  }

  @Property
  void cosineKnowsDirectionsOnly(
      @ForAll @DoubleRange(min = -150, max = 150) double magnitude,
      @ForAll @DoubleRange(min = -150, max = 150) double other) {
    double a = Math.pow(10, magnitude);
    double b = Math.pow(10, other);
    double[] x = {3 * a, 4 * a};
    double[] y = {0, 2 * b};
    assertThat(GroundCost.COSINE.between(x, y)).isCloseTo(0.2, within(1e-14));
  }

  @Example
  void aZeroVectorHasCosineCostOneToEverything() {
    double[] zero = new double[2];
    assertThat(GroundCost.COSINE.between(zero, new double[] {3, 4})).isEqualTo(1);
    assertThat(GroundCost.COSINE.between(zero, zero)).isEqualTo(1);
    PointBlock columns = PointBlock.of(0, 2, new double[] {0, 0, 3, 4}, new double[] {1, 1});
    PointBlock row = PointBlock.of(0, 2, new double[] {0, 0}, new double[] {1});
    DoubleTile tile =
        Exponents.ofCost(PointCloud.of(GroundCost.COSINE, columns, new double[2])).openDouble();
    tile.load(row, 0);
    assertThat(tile.rowPart(0) - tile.shift() - tile.entry(0, 0)).isCloseTo(1, within(1e-15));
    assertThat(tile.rowPart(0) - tile.shift() - tile.entry(0, 1)).isCloseTo(1, within(1e-15));
  }

  @Example
  void rowsOfAnotherDimensionAreRefused() {
    PointBlock columns = PointBlock.of(0, 2, new double[4], new double[2]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PointCloud.of(GroundCost.EUCLIDEAN, columns, new double[3]))
        .withMessage("rows have dimension 3 and columns have dimension 2");
    assertThatIllegalArgumentException().isThrownBy(() -> new DenseCost(0));
  }
}
