package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class GroundCostTest {

  @Example
  void costsAreWhatTheyAreCalled() {
    double[] x = {3, 4};
    double[] y = {0, 2};
    assertThat(GroundCost.SQUARED_EUCLIDEAN.between(x, y)).isEqualTo(13);
    assertThat(GroundCost.EUCLIDEAN.between(x, y)).isEqualTo(Math.sqrt(13));
    assertThat(GroundCost.INNER_PRODUCT.between(x, y)).isEqualTo(-8);
    assertThat(GroundCost.COSINE.between(x, y)).isCloseTo(0.2, within(1e-15));
    assertThat(GroundCost.MANHATTAN.between(x, y)).isEqualTo(5);
    assertThat(GroundCost.pNorm(3).between(x, y)).isCloseTo(Math.cbrt(35), within(1e-15));
  }

  @Property
  void aPNormIsManhattanAtOneEuclideanAtTwoAndNearTheLargestDifferenceAtMany(
      @ForAll @Size(7) double[] x, @ForAll @Size(7) double[] y) {
    double largest = 0;
    for (int k = 0; k < x.length; k++) {
      x[k] = Math.scalb(x[k], -600); // squares do not overflow
      y[k] = Math.scalb(y[k], -600);
      largest = Math.max(largest, Math.abs(x[k] - y[k]));
    }
    double sum = GroundCost.MANHATTAN.between(x, y);
    assertThat(GroundCost.pNorm(1).between(x, y)).isCloseTo(sum, within(1e-15 * sum));
    double distance = GroundCost.EUCLIDEAN.between(x, y);
    if (distance > 1e-150) {
      assertThat(GroundCost.pNorm(2).between(x, y)).isCloseTo(distance, within(1e-14 * distance));
    }
    assertThat(GroundCost.pNorm(1e5).between(x, y)).isBetween(largest, largest * (1 + 1e-4));
  }

  @Property
  void aCostIsTheOneOfItsNameOnEveryMachine(@ForAll GroundCost cost) throws Exception {
    assertThat(GroundCost.parse(cost.toString())).isEqualTo(cost).hasSameHashCodeAs(cost);
    assertThat(GroundCost.parse(" " + cost.toString().toUpperCase(Locale.ROOT))).isEqualTo(cost);
    assertThat(PointBlockTest.copy(cost)).isEqualTo(cost).hasToString(cost.toString());
    if (cost instanceof ProductCost points) {
      GroundCost labelled = new LabelCosts(new double[][] {{0, 1}, {2, 0.5}}).addedTo(points);
      assertThat(PointBlockTest.copy(labelled)).isEqualTo(labelled).isNotEqualTo(cost);
    }
  }

  @Example
  void namesAreThoseOfTheSettings() {
    assertThat(Costs.ALL)
        .extracting(GroundCost::toString)
        .containsExactly(
            "sqeuclidean", "euclidean", "cosine", "inner-product", "manhattan", "p-norm:3");
    assertThat(GroundCost.pNorm(1.5)).hasToString("p-norm:1.5");
    assertThat(GroundCost.parse("cityblock")).isEqualTo(GroundCost.MANHATTAN);
    assertThat(GroundCost.parse("p-norm:2.50")).isEqualTo(GroundCost.pNorm(2.5));
    for (String unknown : new String[] {"l1", "", "p-norm", "p-norm:", "p-norm:x", "manhattan:1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GroundCost.parse(unknown))
          .withMessage(
              "cost must be one of sqeuclidean, euclidean, cosine, inner-product, manhattan,"
                  + " p-norm:P, got '"
                  + unknown
                  + "'");
    }
    for (double power : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY, -2}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> GroundCost.pNorm(power))
          .withMessage("cost p-norm:P must have a finite P >= 1, got " + power);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GroundCost.parse("p-norm:0.5"))
        .withMessage("cost p-norm:P must have a finite P >= 1, got 0.5");
  }

  @Property
  void noCostIsBelowItsBound(@ForAll GroundCost cost, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int d = random.nextInt(1, 40);
    double[] x = random.doubles(d, -1, 1).map(v -> v * v * v).toArray();
    double[] y = random.nextBoolean() ? new double[d] : random.doubles(d, -1, 1).toArray();
    double[] diagonal = new double[d];
    Arrays.setAll(diagonal, k -> y[k] + 0.5);
    cost.bound(d)
        .ifPresent(
            bound -> {
              for (double[] point : new double[][] {x, diagonal}) {
                double distance = GroundCost.EUCLIDEAN.between(point, y);
                double least = bound.ratio() * (bound.squared() ? distance * distance : distance);
                assertThat(cost.between(point, y)).isGreaterThanOrEqualTo(least * (1 - 1e-14));
              }
            });
    if (!cost.mayBeNegative()) {
      assertThat(cost.between(x, y)).isGreaterThanOrEqualTo(-1e-15);
    }
    assertThat(cost.isDistance())
        .isEqualTo(cost instanceof NormCost || cost.equals(GroundCost.SQUARED_EUCLIDEAN));
  }

  @Property
  void gradientsAreFiniteDifferencesOfSumsOrRefused(@ForAll GroundCost cost, @ForAll long seed) {
    if (!cost.hasGradient()) {
      assertThatIllegalArgumentException()
          .isThrownBy(cost::requireGradient)
          .withMessage(
              "gradients are for the costs sqeuclidean and inner-product, got cost " + cost);
      return;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = random.doubles(4, -2, 2).toArray();
    double[][] y = {random.doubles(4, -2, 2).toArray(), random.doubles(4, -2, 2).toArray()};
    double[] w = random.doubles(2, 0, 3).toArray();
    for (int k = 0; k < x.length; k++) {
      double[] up = x.clone();
      double[] down = x.clone();
      up[k] += 1e-4;
      down[k] -= 1e-4;
      double difference = 0;
      for (int j = 0; j < 2; j++) {
        difference += w[j] * (cost.between(up, y[j]) - cost.between(down, y[j])) / 2e-4;
      }
      double sum = w[0] * y[0][k] + w[1] * y[1][k];
      assertThat(cost.gradient(w[0] + w[1], x[k], sum)).isCloseTo(difference, within(1e-9));
    }
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
